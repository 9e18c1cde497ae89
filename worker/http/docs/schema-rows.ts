import type { JsonSchema } from '../json-schema.ts'
import { refName } from '../sample.ts'

/** One line of a schema's table. A line without a type is a heading inside it: "When kind is admin". */
export interface SchemaRow {
  name: string
  depth: number
  type: string
  required: boolean
  description: string
  /** Limits and defaults in words. */
  limits: string[]
}

/**
 * A schema as lines that a person reads from top to bottom; what is inside an object follows it, indented. A shape with
 * a name of its own is named and not opened.
 */
export function schemaRows(schema: JsonSchema, depth = 0): SchemaRow[] {
  const { options, plain } = unwrap(schema)
  if (options.length > 1) return optionRows(options, depth)
  if (plain.type === 'array') return schemaRows(plain.items ?? {}, depth)
  return Object.entries(plain.properties ?? {}).flatMap(([name, inner]) => {
    const required = plain.required?.includes(name) ?? false
    return [{ name, depth, required, ...describe(inner) }, ...schemaRows(inner, depth + 1)]
  })
}

/** The type of a value in words: `text`, `list of Field`, `admin | partner`, `Money or null`. */
export function typeText(schema: JsonSchema): string {
  const { options, nullable } = unwrap(schema)
  return [...new Set(options.map(plainText)), ...(nullable ? ['null'] : [])].join(' or ')
}

function plainText(schema: JsonSchema): string {
  if (schema.$ref !== undefined) return refName(schema)!
  if (schema.anyOf !== undefined || schema.oneOf !== undefined) return typeText(schema)
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum !== undefined) return schema.enum.map(String).join(' | ')
  if (schema.type === 'array') return `list of ${typeText(schema.items ?? {})}`
  if (schema.type === 'string') return formats[schema.format ?? ''] ?? idText(schema.pattern) ?? 'text'
  return types[schema.type ?? ''] ?? 'anything'
}

const types: Record<string, string> = {
  integer: 'integer',
  number: 'number',
  boolean: 'true | false',
  object: 'object',
}

const formats: Record<string, string> = {
  email: 'e-mail address',
  uri: 'web address',
  'date-time': 'instant',
  date: 'date',
  uuid: 'UUID',
}

/** Every id says what it names: `^ptn_[1-9]…` is an id such as ptn_1. */
function idText(pattern = ''): string | undefined {
  const prefix = /^\^([a-z]{3,4})_/.exec(pattern)?.[1]
  return prefix === undefined ? undefined : `id (${prefix}_…)`
}

function describe(schema: JsonSchema): Pick<SchemaRow, 'type' | 'description' | 'limits'> {
  const { plain } = unwrap(schema)
  return {
    type: typeText(schema),
    description: schema.description ?? plain.description ?? '',
    limits: limitsOf({ ...plain, ...('default' in schema && { default: schema.default }) }),
  }
}

/** What a value must keep to, in words. */
export function limitsOf(schema: JsonSchema): string[] {
  const { minLength, maxLength, minimum, maximum, minItems, maxItems } = schema
  return [
    range(minLength === 0 ? undefined : minLength, maxLength, 'characters'),
    range(minimum, maximum, ''),
    range(minItems === 0 ? undefined : minItems, maxItems, 'entries'),
    'default' in schema && schema.default !== '' ? `default ${JSON.stringify(schema.default)}` : '',
  ].filter((text) => text !== '')
}

function range(from: number | undefined, to: number | undefined, unit: string): string {
  const number = (value: number) => value.toLocaleString('en-GB')
  if (from === undefined && to === undefined) return ''
  if (to === undefined) return `${number(from!)} or more ${unit}`.trim()
  if (from === undefined) return `up to ${number(to)} ${unit}`.trim()
  return `${from === to ? number(from) : `${number(from)} to ${number(to)}`} ${unit}`.trim()
}

/** null set aside: what a value may be, and the first of it. */
function unwrap(schema: JsonSchema): { options: JsonSchema[]; plain: JsonSchema; nullable: boolean } {
  const all = schema.anyOf ?? schema.oneOf ?? [schema]
  const options = all.filter(({ type }) => type !== 'null')
  return { options, plain: options[0] ?? {}, nullable: options.length < all.length }
}

/** Several shapes: what they have in common first, then what each has of its own, headed by what tells it apart. */
function optionRows(options: JsonSchema[], depth: number): SchemaRow[] {
  const common = Object.keys(options[0]?.properties ?? {}).filter((name) => isCommon(name, options))
  const tell = Object.entries(options[0]?.properties ?? {}).find(([, { const: value }]) => value !== undefined)?.[0]
  const values = options.map((option) => option.properties?.[tell ?? '']?.const)
  const description = options[0]?.properties?.[tell ?? '']?.description ?? ''
  const tells = { ...blank, name: tell ?? '', depth, type: values.join(' | '), required: true, description }
  const own = options.flatMap((option, i) => {
    const rows = schemaRows(without(option, [...common, tell ?? '']), depth)
    const heading = tell === undefined ? `Shape ${i + 1}` : `When ${tell} is ${String(values[i])}`
    return rows.length === 0 ? [] : [{ ...blank, name: heading, depth }, ...rows]
  })
  return [...(tell === undefined ? [] : [tells]), ...schemaRows(only(options[0]!, common), depth), ...own]
}

const blank = { type: '', required: false, description: '', limits: [] }

/** True when every shape has this key alike. */
const isCommon = (name: string, options: JsonSchema[]): boolean =>
  new Set(options.map(({ properties, required }) => JSON.stringify([properties?.[name], required?.includes(name)])))
    .size === 1

const only = (schema: JsonSchema, names: string[]): JsonSchema => ({
  ...schema,
  properties: Object.fromEntries(Object.entries(schema.properties ?? {}).filter(([name]) => names.includes(name))),
})

const without = (schema: JsonSchema, names: string[]): JsonSchema =>
  only(
    schema,
    Object.keys(schema.properties ?? {}).filter((name) => !names.includes(name)),
  )
