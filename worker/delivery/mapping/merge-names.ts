import type { Field } from '../../../contract/fields/field.ts'
import { deliveryNames } from '../../domain/template/delivery-names.ts'

/**
 * The names that an internet delivery may use: those of every delivery; each field by its name, as a machine reads it
 * (2026-03-31, yes, an option's value), and with `.text` as a person does (31 March 2026, Yes, its label); of an amount
 * also `.minor` and `.currency`, of a consent `.version`.
 */
export const mergeNames = (fields: readonly Pick<Field, 'name' | 'kind'>[]): ReadonlySet<string> =>
  new Set([...deliveryNames, ...fields.flatMap(({ name, kind }) => [name, ...parts(kind).map((p) => `${name}.${p}`)])])

const parts = (kind: string): readonly string[] => ['text', ...(more[kind] ?? [])]

const more: Record<string, readonly string[]> = { money: ['minor', 'currency'], consent: ['version'] }
