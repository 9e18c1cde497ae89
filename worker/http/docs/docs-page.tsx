import type { OpenApi } from '../openapi.ts'
import type { Endpoint } from './curl.ts'
import { EndpointArticle, Method } from './endpoint.tsx'
import { Guide } from './guide.tsx'
import { ProblemList } from './problem-list.tsx'
import { Shapes } from './shapes.tsx'

/** The reference page: everything in it comes from the OpenAPI document, but for the guide at its head. */
export function DocsPage({ api, origin }: { api: OpenApi; origin: string }) {
  const tags = api.tags.map(({ name }) => ({ name, id: tagId(name), endpoints: endpointsOf(api, name) }))
  return (
    <div class="docs">
      <nav class="contents" aria-label="Contents">
        <ul>
          <Chapter id="start" name="Start here" entries={guideEntries} />
          {tags.map(({ name, id, endpoints }) => (
            <Chapter
              key={id}
              id={id}
              name={name}
              entries={endpoints.map(({ operation, method }) => ({
                id: operation.operationId,
                name: operation.summary,
                method,
              }))}
            />
          ))}
          <Chapter
            id="shapes"
            name="Shapes"
            entries={Object.keys(api.components.schemas).map((name) => ({ id: `shape-${name}`, name }))}
          />
          <Chapter id="problems" name="Problems" entries={[]} />
        </ul>
      </nav>
      <main id="main">
        <Guide origin={origin} />
        {tags.map(({ name, id, endpoints }) => (
          <section key={id} id={id} aria-labelledby={`${id}-title`}>
            <h2 id={`${id}-title`}>{name}</h2>
            {endpoints.map((endpoint) => (
              <EndpointArticle key={endpoint.operation.operationId} endpoint={endpoint} api={api} origin={origin} />
            ))}
          </section>
        ))}
        <Shapes api={api} />
        <ProblemList />
      </main>
    </div>
  )
}

interface Entry {
  id: string
  name: string
  method?: string
}

const guideEntries: Entry[] = [
  { id: 'keys', name: 'Keys' },
  { id: 'people', name: 'People' },
  { id: 'money', name: 'Money' },
  { id: 'webhooks', name: 'Hearing of things' },
  { id: 'conventions', name: 'Values' },
  { id: 'repeating', name: 'Repeating safely' },
  { id: 'dry-runs', name: 'Dry runs' },
  { id: 'errors', name: 'When something is wrong' },
]

function Chapter({ id, name, entries }: { id: string; name: string; entries: Entry[] }) {
  return (
    <li>
      <a class="chapter" href={`#${id}`}>
        {name}
      </a>
      {entries.length > 0 && (
        <ul>
          {entries.map((entry) => (
            <li key={entry.id}>
              <a href={`#${entry.id}`}>
                <span>{entry.name}</span>
                {entry.method !== undefined && <Method method={entry.method} />}
              </a>
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}

const tagId = (name: string): string => `tag-${name.toLowerCase().replaceAll(/[^a-z]+/g, '-')}`

function endpointsOf(api: OpenApi, tag: string): Endpoint[] {
  return Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, operation]) => operation.tags.includes(tag))
      .map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  )
}
