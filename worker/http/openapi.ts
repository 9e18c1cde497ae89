import { type JsonSchema, namedSchemas } from './json-schema.ts'
import { type Operation, operationOf } from './openapi-operation.ts'
import type { AnyRoute } from './route.ts'

export interface OpenApi {
  openapi: string
  info: { title: string; version: string; description: string; license: { name: string; identifier: string } }
  servers: { url: string }[]
  tags: { name: string }[]
  paths: Record<string, Record<string, Operation>>
  components: {
    schemas: Record<string, JsonSchema>
    parameters: Record<string, Parameter>
    headers: Record<string, { description: string; schema: JsonSchema }>
    securitySchemes: Record<string, { type: 'http'; scheme: 'bearer'; description: string }>
  }
}

export interface Parameter {
  name: string
  in: 'path' | 'query' | 'header'
  required?: boolean
  description?: string
  schema: JsonSchema
}

/** The OpenAPI 3.1 document of these declarations: nothing is written by hand that a declaration knows. */
export function openApi(routes: readonly AnyRoute[]): OpenApi {
  const schemas = { ...namedSchemas(), DryRun: dryRunSchema }
  const paths: OpenApi['paths'] = {}
  for (const route of routes) {
    paths[route.path] ??= {}
    paths[route.path]![route.method.toLowerCase()] = operationOf(route, schemas)
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Baton',
      version: '1',
      description: 'Takes a sales lead from any website and hands it to the right partner.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    tags: [...new Set(routes.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: { schemas, parameters, headers, securitySchemes },
  }
}

/** What a dry run answers (C3). */
const dryRunSchema: JsonSchema = {
  type: 'object',
  properties: {
    dryRun: { const: true, description: 'Always true.' },
    status: { type: 'integer', description: 'The status that the real request would have had.' },
    body: { description: 'The answer that the real request would have had.' },
    effects: {
      type: 'array',
      description: 'What would have been recorded, in order.',
      items: {
        type: 'object',
        properties: {
          id: { type: 'string', description: 'Of what.' },
          version: { type: 'integer', description: 'The version that it would have.' },
          event: { type: 'string', description: 'What would have happened.' },
          data: { description: 'What would have changed, by name.' },
        },
        required: ['id', 'version', 'event'],
        additionalProperties: false,
      },
    },
  },
  required: ['dryRun', 'status', 'body', 'effects'],
  additionalProperties: false,
}

const parameters: Record<string, Parameter> = {
  DryRun: {
    name: 'dryRun',
    in: 'query',
    description: 'true: do everything but keep nothing, and say what would have happened.',
    schema: { type: 'string', enum: ['true', 'false'], default: 'false' },
  },
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    description:
      'A text of your own. The same request under the same key is done once and answered alike for 24 hours.',
    schema: { type: 'string', pattern: '^[ -~]{1,255}$', minLength: 1, maxLength: 255 },
  },
}

const headers = {
  RequestId: { description: 'Names this request in our logs.', schema: { type: 'string', format: 'uuid' } },
}

const bearer = (description: string) => ({ type: 'http', scheme: 'bearer', description }) as const

const securitySchemes = {
  admin: bearer('An admin key, `bt_live_…` or `bt_test_…`: runs the broker.'),
  partner: bearer('A partner key, `bt_live_…` or `bt_test_…`: sees and acts for one partner.'),
  form: bearer('A form key, `pk_…`: publishable; reads one form and hands leads in.'),
}
