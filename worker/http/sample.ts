import type { JsonSchema } from './json-schema.ts'
import { shapedTexts, textsByFormat, textsByKey, words } from './sample-words.ts'

type Schemas = Record<string, JsonSchema>

export interface SampleOptions {
  schemas: Schemas
  /** Fill in optional keys too; otherwise only what is required, or the first two of what is not. */
  all: boolean
  /** The name under which the value stands, and of the thing that it belongs to: what would be plausible. */
  key?: string
  shape?: string | undefined
}

/**
 * A value that a schema accepts, for examples: its own example, default or first option where it has one, otherwise a
 * plausible one.
 */
export function sampleOf(schema: JsonSchema, { schemas, all, key = '', shape }: SampleOptions): unknown {
  const name = refName(schema)
  if (name !== undefined) return sampleOf(schemas[name]!, { schemas, all, key, shape: name })
  const about = { schemas, all, key, shape }
  if (schema.examples?.[0] !== undefined) return schema.examples[0]
  if (schema.const !== undefined) return schema.const
  if (schema.default !== undefined && schema.default !== null && schema.default !== '') return schema.default
  if (schema.enum !== undefined) return schema.enum[0]
  if (schema.anyOf !== undefined && usuallyNull.test(key)) return null
  const option = schema.anyOf?.find(({ type }) => type !== 'null') ?? schema.oneOf?.[0]
  if (option !== undefined) return sampleOf(option, about)
  if (schema.type === 'array') return usuallyEmpty.test(key) ? [] : [sampleOf(schema.items ?? {}, about)]
  if (schema.type === 'object') return sampleObject(schema, about)
  if (schema.type === 'boolean') return !/^(archived|stopped|isHouse|creditUnlimited|requireFca)$/.test(key)
  if (schema.type === 'number' || schema.type === 'integer') return sampleNumber(schema, key)
  return schema.type === 'string' ? sampleText(schema, about) : {}
}

/** The name of the shape that a reference stands for. */
export const refName = ({ $ref }: JsonSchema): string | undefined => $ref?.slice('#/components/schemas/'.length)

const usuallyNull =
  /^(archivedAt|revokedAt|expiresAt|failingSince|pausedUntil|html|closedBecause|duplicateOf|deliverAfter|calendar|template|soapAction|contentType)$/

const usuallyEmpty = /^(notKnown|differences|duplicates)$/

interface About extends SampleOptions {
  key: string
  shape: string | undefined
}

/** What stands inside an unnamed object belongs to the key that holds it: `partner: { id, name }`. */
function sampleObject({ properties, required = [] }: JsonSchema, { schemas, all, key, shape }: About): object {
  if (properties === undefined) return records[key] ?? {}
  const names = Object.keys(properties)
  const owner = key === '' || key === 'items' ? shape : (shapeOfKey[key] ?? shape)
  const also = required.length > 0 ? (alsoNeeded[owner ?? ''] ?? []) : []
  const needed = [...required, ...also]
  const some = needed.length > 0 ? needed : names.filter((name) => name !== 'version').slice(0, 2)
  const wanted = all ? names : some.filter((name) => names.includes(name))
  const schemaOf = (name: string) => (also.includes(name) ? withoutDefault(properties[name]!) : properties[name]!)
  return Object.fromEntries(
    wanted.map((name) => [name, sampleOf(schemaOf(name), { schemas, all, key: name, shape: owner })]),
  )
}

const withoutDefault = ({ default: _, ...schema }: JsonSchema): JsonSchema => schema

/** What a schema does not require and a body needs all the same, beyond its default, or it would be refused. */
const alsoNeeded: Record<string, string[]> = { Setup: ['places'] }

const shapeOfKey: Record<string, string> = { partner: 'Partner', leadType: 'LeadType' }

const records: Record<string, object> = {
  fields: { firstName: 'Robin', email: 'robin@example.com', postcode: 'SW1A 1AA' },
  headers: { 'X-Api-Key': '•••' },
  values: { cap: 10, used: 10 },
}

const numbers: Record<string, number> = { amount: 1250, version: 3, status: 422, maxLength: 120, priceMinor: 1250 }

const sampleNumber = ({ minimum = 0, maximum = 100_000 }: JsonSchema, key: string): number =>
  Math.min(maximum, Math.max(minimum, numbers[key] ?? 1))

function sampleText({ pattern, format, minLength = 0, maxLength = 1000 }: JsonSchema, { key, shape }: About): string {
  if (format !== undefined) return textsByFormat[format] ?? 'Example'
  const fits = (text: string | undefined): text is string =>
    text !== undefined &&
    text.length >= minLength &&
    text.length <= maxLength &&
    (pattern === undefined || new RegExp(pattern, 'u').test(text))
  const instant = /(At|Until|Since)$|^at$/.test(key) ? textsByFormat['date-time'] : undefined
  return [shapedTexts[`${shape}.${key}`], textsByKey[key], instant, ...words].find(fits) ?? 'Example'
}
