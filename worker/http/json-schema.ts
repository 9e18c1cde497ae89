import { toJsonSchema } from '@valibot/to-json-schema'
import type * as v from 'valibot'
import { leadTypeChangesSchema } from '../../contract/lead-type.ts'
import { partnerChangesSchema } from '../../contract/partner.ts'
import { preferencesChangesSchema } from '../../contract/preferences.ts'
import { newSetupSchema, setupChangesSchema } from '../../contract/setup.ts'
import { annotate } from './annotate.ts'
import { components } from './components.ts'

/** As much of JSON Schema (2020-12) as our declarations come to. */
export interface JsonSchema {
  $ref?: string
  type?: string
  description?: string
  default?: unknown
  examples?: unknown[]
  const?: unknown
  enum?: unknown[]
  format?: string
  pattern?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  minItems?: number
  maxItems?: number
  properties?: Record<string, JsonSchema>
  required?: string[]
  additionalProperties?: boolean | JsonSchema
  propertyNames?: JsonSchema
  items?: JsonSchema
  anyOf?: JsonSchema[]
  oneOf?: JsonSchema[]
  /** The named shape that this is the sent side of; annotate takes it out. */
  'x-shape'?: string
}

/** What a client sends: the side of a schema before its transforms. Checks that JSON Schema cannot say are left out. */
export const inputSchema = (schema: v.GenericSchema): JsonSchema => convert(schema, 'input', sameBothWays(), sentShapes)

/** What a client gets. */
export const outputSchema = (schema: v.GenericSchema): JsonSchema => convert(schema, 'output', names)

/** Every shape that has a name, in full. */
export const namedSchemas = (): Record<string, JsonSchema> =>
  Object.fromEntries(
    Object.entries(components).map(([name, schema]) => [name, annotate(writeOut(schema, 'output', names), name)]),
  )

/** The name of a shape; undefined when it has none. */
export const shapeName = (schema: v.GenericSchema): string | undefined => names.get(schema)

type Names = ReadonlyMap<unknown, string>

const nobody: Names = new Map()

const names: Names = new Map(Object.entries(components).map(([name, schema]) => [schema, name]))

/** A change of a thing has the thing's keys. */
const sentShapes: Names = new Map<unknown, string>([
  ...names,
  [leadTypeChangesSchema, 'LeadType'],
  [newSetupSchema, 'Setup'],
  [partnerChangesSchema, 'Partner'],
  [preferencesChangesSchema, 'Preferences'],
  [setupChangesSchema, 'Setup'],
])

/** A name means what a client gets; what it sends has that name only where there is no difference. */
function sameBothWays(): Names {
  same ??= new Map([...names].filter(([schema]) => isSameBothWays(schema as v.GenericSchema)))
  return same
}

let same: Names | undefined

const isSameBothWays = (schema: v.GenericSchema): boolean =>
  JSON.stringify(writeOut(schema, 'input', new Map())) === JSON.stringify(writeOut(schema, 'output', new Map()))

/** A reference where the shape has a name, otherwise the whole of it. */
function convert(schema: v.GenericSchema, typeMode: 'input' | 'output', known: Names, shapes = nobody): JsonSchema {
  const name = known.get(schema)
  return name === undefined ? writeOut(schema, typeMode, known, shapes) : refTo(name)
}

/** `shapes`: what is written out inside and yet has a name says so, since its keys mean what they mean there. */
function writeOut(
  schema: v.GenericSchema,
  typeMode: 'input' | 'output',
  known: Names,
  shapes: Names = nobody,
): JsonSchema {
  const { $schema, ...converted } = toJsonSchema(schema, {
    typeMode,
    target: 'draft-2020-12',
    errorMode: 'ignore',
    overrideSchema({ valibotSchema, jsonSchema }) {
      const name = valibotSchema === schema ? undefined : known.get(valibotSchema)
      const shape = valibotSchema === schema ? undefined : shapes.get(valibotSchema)
      const whole = { ...tidy(jsonSchema as JsonSchema), ...(shape !== undefined && { 'x-shape': shape }) }
      return (name === undefined ? whole : refTo(name)) as typeof jsonSchema
    },
  })
  return converted as JsonSchema
}

const refTo = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` })

/** What says nothing is left out: `required: []`, names that are text, the bounds of safe integers. */
function tidy({ required = [], minimum, maximum, anyOf, propertyNames, ...schema }: JsonSchema): JsonSchema {
  return {
    ...schema,
    ...(required.length > 0 && { required }),
    ...(minimum !== undefined && minimum !== Number.MIN_SAFE_INTEGER && { minimum }),
    ...(maximum !== undefined && maximum !== Number.MAX_SAFE_INTEGER && { maximum }),
    ...(propertyNames?.pattern !== undefined && { propertyNames }),
    ...(anyOf !== undefined && { anyOf }),
  }
}
