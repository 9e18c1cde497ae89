import * as v from 'valibot'
import { type ProblemCode, problemCodes } from '../../contract/problem.ts'
import { annotate } from './annotate.ts'
import { toCsv } from './csv.ts'
import { noteOn } from './field-notes.ts'
import { inputSchema, type JsonSchema, outputSchema, shapeName } from './json-schema.ts'
import type { Parameter } from './openapi.ts'
import { takesBody } from './read-input.ts'
import { type AnyRoute, accessOf, type Caller, type Entries, isWrite } from './route.ts'
import { sampleOf } from './sample.ts'

export interface Operation {
  operationId: string
  tags: string[]
  summary: string
  description?: string
  security: Record<string, string[]>[]
  parameters: (Parameter | { $ref: string })[]
  requestBody?: { required: boolean; content: Content }
  responses: Record<string, { description: string; headers?: Record<string, { $ref: string }>; content: Content }>
}

type Content = Record<string, { schema: JsonSchema; example?: unknown }>

/** One declaration as an OpenAPI operation. */
export function operationOf(route: AnyRoute, schemas: Record<string, JsonSchema>): Operation {
  return {
    operationId: operationId(route),
    tags: [route.tag],
    summary: route.summary,
    ...descriptionOf(route),
    security: securityOf(route.may),
    parameters: parametersOf(route),
    ...(route.body !== undefined && { requestBody: requestBodyOf(route, schemas) }),
    responses: { ...goodAnswers(route), ...refusals(route) },
  }
}

/** What it says of itself, and how much access it takes of a person who signed in for a partner. */
function descriptionOf(route: AnyRoute): { description?: string } {
  const access = route.may.includes('partner') ? accessOf(route) : 'read'
  const takes = access === 'read' ? undefined : `Of a person who signed in, it takes the access \`${access}\`.`
  const description = [route.description, takes].filter((text) => text !== undefined).join(' ')
  return description === '' ? {} : { description }
}

/** `GET /v1/partners/{partnerId}` is getPartnersByPartnerId: stable as long as the address is. */
export function operationId({ method, path }: Pick<AnyRoute, 'method' | 'path'>): string {
  const words = path
    .replace(/^\/v1\//, '')
    .replaceAll(/\{(\w+)\}/g, 'by-$1')
    .split(/[^A-Za-z0-9]+/)
  return method.toLowerCase() + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
}

const securityOf = (may: readonly Caller[]): Operation['security'] =>
  may.includes('anybody') ? [] : may.map((caller) => ({ [caller]: [] }))

function parametersOf(route: AnyRoute): Operation['parameters'] {
  const declared = [
    ...parametersIn('path', route.params),
    ...parametersIn('query', route.query),
    ...(route.csv === undefined ? [] : [formatParameter]),
  ]
  if (!isWrite(route)) return declared
  return [...declared, { $ref: '#/components/parameters/DryRun' }, { $ref: '#/components/parameters/IdempotencyKey' }]
}

const formatParameter: Parameter = {
  name: 'format',
  in: 'query',
  required: false,
  description:
    'csv: as a file of comma-separated values; the header `Next-Cursor` then has the cursor of the next page.',
  schema: { type: 'string', enum: ['json', 'csv'], default: 'json' },
}

/** With an example that has what is needed and no more. */
function requestBodyOf(route: AnyRoute, schemas: Record<string, JsonSchema>): Operation['requestBody'] {
  const schema = bodySchema(route)
  const example = sampleOf(schema, { schemas, all: false, shape: shapeName(route.answer.body) })
  return { required: true, content: { 'application/json': { schema, example } } }
}

/** A body's keys mean what they mean in the thing that the answer shows. */
const bodySchema = ({ body, answer }: AnyRoute): JsonSchema => annotate(inputSchema(body), shapeName(answer.body))

const answerSchema = ({ answer }: AnyRoute): JsonSchema => annotate(outputSchema(answer.body), undefined)

function parametersIn(place: 'path' | 'query', entries: Entries | undefined): Parameter[] {
  if (entries === undefined) return []
  const { properties = {}, required = [] } = inputSchema(v.strictObject(entries))
  return Object.entries(properties).map(([name, { description: _, ...schema }]) => {
    const description = saidBy(entries[name]!) ?? noteOn(name, undefined)
    return {
      name,
      in: place,
      required: required.includes(name),
      ...(description !== undefined && { description }),
      schema,
    }
  })
}

/** What a schema says of itself. Its JSON schema lacks what is said behind a transformation, such as an instant's. */
const saidBy = (schema: v.GenericSchema): string | undefined =>
  v.getDescription('wrapped' in schema ? (schema.wrapped as v.GenericSchema) : schema)

const json = (schema: JsonSchema): Content => ({ 'application/json': { schema } })

const csvExample = (columns: readonly string[]): string => toCsv(columns, [])

const requestIdHeader = { 'Request-Id': { $ref: '#/components/headers/RequestId' } }

function goodAnswers(route: AnyRoute): Operation['responses'] {
  const { status } = route.answer
  const content = {
    ...json(answerSchema(route)),
    ...(route.csv !== undefined && {
      'text/csv': { schema: { type: 'string' }, example: csvExample(route.csv.columns) },
    }),
  }
  const good = { [status]: { description: 'Done.', headers: requestIdHeader, content } }
  if (!isWrite(route)) return good
  const dryRun: JsonSchema = { $ref: '#/components/schemas/DryRun' }
  const dry = { description: 'A dry run: what would have happened.', headers: requestIdHeader, content: json(dryRun) }
  if (status !== 200) return { ...good, 200: dry }
  const either = { oneOf: [answerSchema(route), dryRun] }
  return {
    200: {
      description: 'Done; or, of a dry run, what would have happened.',
      headers: requestIdHeader,
      content: json(either),
    },
  }
}

/** Every problem that this route can give, by status. */
export function problemsOf(route: AnyRoute): ProblemCode[] {
  const isOpen = route.may.includes('anybody')
  const codes: (ProblemCode | false)[] = [
    !isOpen && 'NOT_SIGNED_IN',
    !isOpen && 'NOT_ALLOWED',
    route.params !== undefined && 'INVALID_ID',
    'INVALID_QUERY',
    ...(takesBody(route) ? bodyProblems : []),
    ...(isWrite(route) ? repeatProblems : []),
    ...(route.problems ?? []),
    'INTERNAL',
  ]
  return [...new Set(codes.filter((code) => code !== false))]
}

const bodyProblems: ProblemCode[] = ['UNSUPPORTED_MEDIA_TYPE', 'BODY_TOO_LARGE', 'INVALID_JSON', 'INVALID_BODY']

const repeatProblems: ProblemCode[] = ['INVALID_HEADER', 'IDEMPOTENCY_MISMATCH']

function refusals(route: AnyRoute): Operation['responses'] {
  const byStatus = Map.groupBy(problemsOf(route), (code) => problemCodes[code][0])
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => {
      const description = codes.map((code) => `${code}: ${problemCodes[code][1]}`).join('\n')
      return [String(status), { description, headers: requestIdHeader, content }]
    }),
  )
}
