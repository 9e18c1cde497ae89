import type { OpenApi } from '../openapi.ts'
import { sampleOf } from '../sample.ts'
import { Code } from './code.tsx'
import { jsonText } from './json-text.ts'
import { SchemaTable } from './schema-table.tsx'

/** Every shape that has a name, told once; answers and bodies lead here. */
export function Shapes({ api }: { api: OpenApi }) {
  const { schemas } = api.components
  return (
    <section id="shapes" aria-labelledby="shapes-title">
      <h2 id="shapes-title">Shapes</h2>
      {Object.entries(schemas).map(([name, schema]) => (
        <article key={name} class="endpoint" id={`shape-${name}`} aria-labelledby={`shape-${name}-title`}>
          <div class="about stack">
            <h3 id={`shape-${name}-title`}>
              <a class="anchor" href={`#shape-${name}`}>
                {name}
              </a>
            </h3>
            <SchemaTable caption="" schema={schema} marksRequired={false} />
          </div>
          <div class="samples">
            <Code label="For example" text={jsonText(sampleOf(schema, { schemas, all: true, shape: name }))} />
          </div>
        </article>
      ))}
    </section>
  )
}
