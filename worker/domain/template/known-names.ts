import type { Field } from '../../../contract/fields/field.ts'
import type { TemplateKind } from '../../../contract/template.ts'
import { deliveryNames } from './delivery-names.ts'

/**
 * The names that every template knows, whatever the lead type. They have a dot, which no field's name has, so that a
 * field can never hide one.
 */
export const houseNames = [
  'lead.id',
  'lead.receivedAt',
  'lead.stage',
  'leadType.name',
  'partner.name',
  'introducer.name',
  'broker.name',
  'appointment.when',
  'appointment.place',
  'appointment.note',
] as const

export type HouseName = (typeof houseNames)[number]

/** What a template of the kind `return` may say besides (D6). */
const returnNames = ['return.decision', 'return.reason', 'return.note', 'return.refunded'] as const

export type ReturnName = (typeof returnNames)[number]

/**
 * What a template of this kind may name. A notice is about the house's work: it knows no person (F64). A lead-delivery
 * goes to the partner, who is told what every delivery tells (F30) and not who introduced the lead.
 */
export const knownNames = (kind: TemplateKind, fields: readonly Field[]): ReadonlySet<string> =>
  new Set([
    ...(kind === 'lead-delivery' ? deliveryNames : kind === 'return' ? namesOfReturns : houseNames),
    ...(kind === 'notice' ? [] : fields.map(({ name }) => name)),
  ])

/** It goes to the partner too. */
const namesOfReturns: readonly string[] = [...houseNames.filter((name) => name !== 'introducer.name'), ...returnNames]
