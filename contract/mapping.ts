import * as v from 'valibot'
import { distinct } from './fields/distinct.ts'

/**
 * How the values of a lead become those that a partner's system wants (F32): constants, other names, joined fields, other
 * ways to write a date. Data, checked when it is saved (worker/operations/partners/delivery-problems.ts); a value is always
 * encoded for the place it goes to.
 */

/**
 * What becomes of a value on its way, one after the other. worker/delivery/mapping/transforms.ts has one for each. What a
 * transform cannot read goes on as it is: it never stops a delivery.
 */
export const transformSchema = v.variant('kind', [
  /** A date, or an instant in the partner's zone, in another order: dd/MM/yyyy. */
  v.strictObject({ kind: v.literal('date'), format: v.pipe(v.string(), v.minLength(1), v.maxLength(60)) }),
  /** One value for another: yes becomes 1. Capitals and outer blanks do not count. */
  v.strictObject({
    kind: v.literal('values'),
    values: v.pipe(
      v.array(v.strictObject({ from: v.pipe(v.string(), v.maxLength(200)), to: v.pipe(v.string(), v.maxLength(500)) })),
      v.minLength(1, 'Give at least one value.'),
      v.maxLength(200),
      distinct('from', 'This value is given twice.'),
    ),
    /** For any other value; null leaves it as it is. */
    otherwise: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(500))), null),
  }),
  v.strictObject({ kind: v.literal('case'), to: v.picklist(['upper', 'lower']) }),
  /** A telephone number as +442079460018, as 020 7946 0018, or its digits only. */
  v.strictObject({ kind: v.literal('phone'), form: v.picklist(['e164', 'national', 'digits']) }),
  /** The first word, the last one, or all after the first: parts of a name. */
  v.strictObject({ kind: v.literal('words'), take: v.picklist(['first', 'rest', 'last']) }),
  v.strictObject({
    kind: v.literal('shorten'),
    length: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000)),
  }),
])

export type Transform = v.InferOutput<typeof transformSchema>

/** What a value is in the partner's document. A list is each value of a field by itself. */
export const valueTypes = ['text', 'number', 'boolean', 'list'] as const

export type ValueType = (typeof valueTypes)[number]

export const mappedValueSchema = v.strictObject({
  /**
   * Where it goes: the name in a form post, a JSON pointer (/customer/name), or a path of elements (Lead/Customer/@ref).
   * Beside a template it is a name that the template may use: `key` is {{own.key}} there.
   */
  to: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  /** Text with merge fields: {{firstName}} {{lastName}}. Without any it is a constant. */
  value: v.pipe(v.string(), v.maxLength(2000)),
  as: v.optional(v.picklist(valueTypes), 'text'),
  transforms: v.optional(v.pipe(v.array(transformSchema), v.maxLength(5)), []),
  /** Left out when there is nothing to say; otherwise it is there and empty. */
  omitEmpty: v.optional(v.boolean(), false),
  /** A key to somebody else's house: written once, never shown nor logged. Sending ••• keeps it. */
  secret: v.optional(v.boolean(), false),
})

export type MappedValue = v.InferOutput<typeof mappedValueSchema>

export const mappingSchema = v.pipe(
  v.array(mappedValueSchema),
  v.minLength(1, 'Give at least one value, or no mapping at all for the usual body.'),
  v.maxLength(200),
)

export type Mapping = v.InferOutput<typeof mappingSchema>
