import type { Appointment } from '../../contract/appointment.ts'
import type { Field } from '../../contract/fields/field.ts'
import { kindOf } from '../../contract/fields/kinds.ts'
import { formatId, referralId } from '../../contract/id.ts'
import type { Money } from '../../contract/money.ts'
import { toIso } from '../../contract/time.ts'
import { endOf } from '../domain/appointment/appointment.ts'

/**
 * What a delivery tells a partner, whatever the format. It names nobody but the lead and the partner itself: not the
 * introducer, not who else got the lead.
 */
export interface Parcel {
  /** `ref_…`: the same on every repeat, and what the partner quotes to us. */
  reference: string
  leadId: string
  /** ISO 8601, UTC. */
  receivedAt: string
  referredAt: string
  leadType: { id: string; name: string }
  leadGroup: { id: string; name: string }
  /** In the order of the form; fields without a value are left out. */
  fields: ParcelField[]
  /** When and where the person expects the partner (F62); null without one, and once it is cancelled. */
  appointment: ParcelAppointment | null
  /** What the partner is charged for it, ex VAT. */
  price: Money
  /** True for a lead that is no real person's. */
  test: boolean
  partner: { id: string; name: string; zone: string }
  /** Who sends it. */
  broker: string
}

export interface ParcelAppointment {
  /** ISO 8601, UTC. */
  startsAt: string
  endsAt: string
  minutes: number
  place: string
  note: string
}

export interface ParcelField {
  name: string
  kind: string
  label: string
  /** As the lead keeps it: text, number, boolean, list or object. */
  value: unknown
  /** As a person reads it. */
  text: string
  /** As a machine reads it, each value of a list by itself: 2026-03-31, yes, an option's value, 42.50. */
  items: string[]
}

/** Rows of the store fit as they are. Instants are epoch milliseconds, `price` is in minor units. */
export interface ParcelFacts {
  lead: { id: string; receivedAt: number; fields: Record<string, unknown> }
  referral: { partnerId: number; referredAt: number; price: number; appointment?: Appointment | null }
  leadType: { id: number; name: string; fields: readonly Field[] }
  leadGroup: { id: number; name: string; fields: readonly Field[] }
  partner: { name: string; zone: string }
  broker: string
  currency: string
  test?: boolean
}

/** Packs a lead for a partner. The group's fields come first, as on the form. */
export function parcelOf(facts: ParcelFacts): Parcel {
  const { lead, referral, leadType, leadGroup, partner, broker, currency, test = false } = facts
  return {
    reference: referralId(lead.id, referral.partnerId),
    leadId: lead.id,
    receivedAt: toIso(lead.receivedAt),
    referredAt: toIso(referral.referredAt),
    leadType: { id: formatId('leadType', leadType.id), name: leadType.name },
    leadGroup: { id: formatId('leadGroup', leadGroup.id), name: leadGroup.name },
    fields: packFields([...leadGroup.fields, ...leadType.fields], lead.fields),
    appointment: packAppointment(referral.appointment ?? null),
    price: { amount: referral.price, currency },
    test,
    partner: { id: formatId('partner', referral.partnerId), name: partner.name, zone: partner.zone },
    broker,
  }
}

function packAppointment(appointment: Appointment | null): ParcelAppointment | null {
  if (appointment === null || appointment.cancelledAt !== null) return null
  const { startsAt, minutes, place, note } = appointment
  return { startsAt: toIso(startsAt), endsAt: toIso(endOf(appointment)), minutes, place, note }
}

/** What a lead answered, in the order of the form; fields without a value are left out. */
export const packFields = (fields: readonly Field[], values: Record<string, unknown>): ParcelField[] =>
  fields.flatMap((field) => packField(field, values[field.name]))

function packField(field: Field, value: unknown): ParcelField[] {
  if (value === undefined || value === null) return []
  const { name, kind, label } = field
  return [{ name, kind, label, value, text: textOf(field, value), items: itemsOf(field, value) }]
}

/** A lead keeps the value that its field took then: where the field has become another kind, it is shown as it is. */
function textOf(field: Field, value: unknown): string {
  try {
    return kindOf(field).toText(value, field)
  } catch {
    return typeof value === 'string' ? value : JSON.stringify(value)
  }
}

/** What a form would send for it is what machines expect, but for a consent: that it was given, not its wording. */
function itemsOf(field: Field, value: unknown): string[] {
  if (field.kind === 'consent') return ['yes']
  try {
    return kindOf(field).toForm(value, field)
  } catch {
    return [textOf(field, value)]
  }
}
