import type { Appointment } from '../../../contract/appointment.ts'
import type { Field } from '../../../contract/fields/field.ts'
import { kindOf } from '../../../contract/fields/kinds.ts'
import { whenText } from '../appointment/when.ts'
import type { Filling } from './fill-template.ts'
import type { HouseName, ReturnName } from './known-names.ts'
import { readableInstant } from './readable-instant.ts'

/** What a message is about. Instants are epoch milliseconds, told in `zone`. */
export interface FillingFacts {
  zone: string
  broker: string
  /** `stage` as the broker calls it. */
  lead: { id: string; receivedAt: number; stage: string }
  leadType: string
  fields: readonly Field[]
  values: Record<string, unknown>
  introducer: string | null
  /** Whose copy it is; null where it is nobody's in particular. */
  partner: string | null
  appointment: Pick<Appointment, 'startsAt' | 'minutes' | 'place' | 'note'> | null
  /** What became of a return of it, where the message is about one; each as a person reads it. */
  returned?: { decision: 'approved' | 'rejected'; reason: string; note: string; refunded: string } | null
}

/** What the names of a template stand for in a message about this lead: texts as a person reads them. */
export function fillingOf(facts: FillingFacts): Filling {
  const { lead, appointment, zone } = facts
  const house: Record<HouseName, string> = {
    'lead.id': lead.id,
    'lead.receivedAt': readableInstant(lead.receivedAt, zone),
    'lead.stage': lead.stage,
    'leadType.name': facts.leadType,
    'partner.name': facts.partner ?? '',
    'introducer.name': facts.introducer ?? '',
    'broker.name': facts.broker,
    'appointment.when': appointment === null ? '' : whenText(appointment, zone),
    'appointment.place': appointment?.place ?? '',
    'appointment.note': appointment?.note ?? '',
  }
  return new Map([...Object.entries(house), ...Object.entries(returnFilling(facts)), ...answers(facts)])
}

const returnFilling = ({ returned }: FillingFacts): Record<ReturnName, string> => ({
  'return.decision': returned?.decision ?? '',
  'return.reason': returned?.reason ?? '',
  'return.note': returned?.note ?? '',
  'return.refunded': returned?.refunded ?? '',
})

/** The answers by field name, as text. A value whose field is gone, or that its kind cannot read any more, is left out. */
const answers = ({ fields, values }: FillingFacts): [string, string][] =>
  fields.flatMap((field): [string, string][] => {
    if (!Object.hasOwn(values, field.name)) return []
    const value = values[field.name]
    const kind = kindOf(field)
    return kind.read(value, field).ok ? [[field.name, kind.toText(value, field)]] : []
  })

/** Made-up answers, so that a template can be looked at without a lead. */
export const sampleFacts = (
  fields: readonly Field[],
  { broker, zone, now }: { broker: string; zone: string; now: number },
): FillingFacts => ({
  zone,
  broker,
  lead: { id: 'lead_0195e2f4-6a3c-7b21-8d4e-5f6000000000', receivedAt: now, stage: 'New' },
  leadType: 'Example type',
  fields,
  values: Object.fromEntries(fields.map((field) => [field.name, kindOf(field).example(field)])),
  introducer: 'Example Introducer',
  partner: 'Example Partner',
  appointment: { startsAt: now, minutes: 60, place: '1 Example Street', note: 'Ring twice.' },
  returned: { decision: 'approved', reason: 'Wrong number', note: 'Thank you for telling us.', refunded: '£35.00' },
})
