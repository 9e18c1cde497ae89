import type { OpenApi, Parameter } from '../openapi.ts'
import type { Operation } from '../openapi-operation.ts'
import { sampleOf } from '../sample.ts'
import { Code } from './code.tsx'
import { curlOf, type Endpoint } from './curl.ts'
import { jsonText } from './json-text.ts'
import { Prose } from './prose.tsx'
import { limitsOf, typeText } from './schema-rows.ts'
import { FieldTable, SchemaTable } from './schema-table.tsx'

/** One operation: what it does, what it takes and gives, beside a request that can be copied. */
export function EndpointArticle({ endpoint, api, origin }: { endpoint: Endpoint; api: OpenApi; origin: string }) {
  const { operation } = endpoint
  const { schemas } = api.components
  const body = operation.requestBody?.content['application/json']?.schema
  const { status, schema: answer } = goodAnswer(operation)
  return (
    <article class="endpoint" id={operation.operationId} aria-labelledby={`${operation.operationId}-title`}>
      <div class="about stack">
        <h3 id={`${operation.operationId}-title`}>
          <a class="anchor" href={`#${operation.operationId}`}>
            {operation.summary}
          </a>
        </h3>
        <Address endpoint={endpoint} />
        <p class="may">
          <May operation={operation} />
        </p>
        {operation.description !== undefined && (
          <p>
            <Prose text={operation.description} />
          </p>
        )}
        <Parameters operation={operation} />
        {body !== undefined && <SchemaTable caption="Body" schema={body} marksRequired />}
        <SchemaTable caption={`Answer, ${status}`} schema={answer} marksRequired={false} />
        <Problems operation={operation} />
      </div>
      <div class="samples stack">
        <Code label="Request" text={curlOf(endpoint, { origin, schemas })} />
        <Code label={`Answer, ${status}`} text={jsonText(sampleOf(answer, { schemas, all: true }))} />
      </div>
    </article>
  )
}

export function Address({ endpoint: { method, path } }: { endpoint: Endpoint }) {
  const parts = path.split(/(\{\w+\})/)
  return (
    <p class="address">
      <Method method={method} />{' '}
      <code>{parts.map((part) => (part.startsWith('{') ? <var key={part}>{part}</var> : part))}</code>
    </p>
  )
}

export const Method = ({ method }: { method: string }) => <span class={`method ${method.toLowerCase()}`}>{method}</span>

function May({ operation: { security } }: { operation: Operation }) {
  if (security.length === 0) return <span class="badge">no key needed</span>
  return security.flatMap(Object.keys).map((kind) => (
    <span key={kind} class="badge">
      {kind} key
    </span>
  ))
}

function Parameters({ operation }: { operation: Operation }) {
  const parameters = operation.parameters.filter((parameter): parameter is Parameter => 'name' in parameter)
  const isWrite = parameters.length < operation.parameters.length
  const rows = parameters.map(({ name, required = false, description = '', schema }) => ({
    name,
    depth: 0,
    type: typeText(schema),
    required,
    description,
    limits: limitsOf(schema),
  }))
  return (
    <>
      {rows.length > 0 && <FieldTable caption="Path and query" rows={rows} marksRequired />}
      {isWrite && (
        <p class="small muted">
          Also takes <a href="#dry-runs">dryRun</a> and <a href="#repeating">Idempotency-Key</a>.
        </p>
      )}
    </>
  )
}

/** The problems beside those that every route can give. */
function Problems({ operation }: { operation: Operation }) {
  const codes = Object.values(operation.responses)
    .flatMap(({ description }) => description.split('\n'))
    .flatMap((line) => /^([A-Z_]+): /.exec(line)?.[1] ?? [])
  return (
    <details class="problems">
      <summary>What can go wrong</summary>
      <p>
        {codes.map((code) => (
          <>
            <a key={code} href={`#problem-${code}`}>
              <code>{code}</code>
            </a>{' '}
          </>
        ))}
      </p>
    </details>
  )
}

function goodAnswer({ responses }: Operation) {
  const [status, response] = Object.entries(responses)
    .filter(([code]) => code.startsWith('2'))
    .at(-1)!
  const schema = response.content['application/json']!.schema
  return { status, schema: schema.oneOf?.[0] ?? schema }
}
