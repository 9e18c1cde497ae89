import type { Field } from '../../../contract/fields/field.ts'
import type { TemplateKind } from '../../../contract/template.ts'

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

/** What a template of this kind may name. A notice is about the house's work: it knows no person (F64). */
export const knownNames = (kind: TemplateKind, fields: readonly Field[]): ReadonlySet<string> =>
  new Set([...houseNames, ...(kind === 'notice' ? [] : fields.map(({ name }) => name))])
