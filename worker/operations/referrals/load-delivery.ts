import { completeDelivery, type Delivery } from '../../../contract/delivery.ts'
import { referralId } from '../../../contract/id.ts'
import type { Preferences } from '../../../contract/preferences.ts'
import { minuteMs } from '../../../contract/time.ts'
import { type DeliveryRow, selectDelivery } from '../../../db/store/deliveries.ts'
import type { Ctx } from '../../context.ts'
import type { MailTemplate } from '../../delivery/format.ts'
import { type Parcel, parcelOf } from '../../delivery/parcel.ts'
import type { Breaker } from '../../domain/delivery/breaker.ts'
import { readPreferences } from '../preferences/load-preferences.ts'

export interface LoadedDelivery {
  row: DeliveryRow
  reference: string
  delivery: Delivery
  /** What its e-mails say, in the partner's words or the broker's (F30); null: Baton's own letter. */
  template: MailTemplate | null
  breaker: Breaker
  /** What follows an outcome, as the broker wants it now. */
  rules: OutcomeRules
}

export interface OutcomeRules {
  /** A lead that its partner refuses goes on by itself: as its type says, else as the preferences do (D5). */
  reroutesRefused: boolean
  /** How long nothing may reach a partner before its lead goes to the next (ENGINE 5). */
  failoverAfterMs: number
}

/** Reads everything that handing one referral over takes; null when there is no such referral. */
export async function loadDelivery(ctx: Ctx, leadId: string, partnerId: number): Promise<LoadedDelivery | null> {
  const reference = referralId(leadId, partnerId)
  const row = await selectDelivery(ctx.db, { leadId, partnerId, referralId: reference }).first<DeliveryRow>()
  if (row === null) return null
  return {
    row,
    reference,
    delivery: completeDelivery(JSON.parse(row.delivery)),
    template: row.mail_template === null ? null : JSON.parse(row.mail_template),
    breaker: { failures: row.failures, failingSince: row.failing_since, breakerUntil: row.breaker_until },
    rules: rulesOf(row, readPreferences(row.preferences)),
  }
}

const rulesOf = (
  { reroute_refused }: Pick<DeliveryRow, 'reroute_refused'>,
  { rerouteRefused, failoverMinutes }: Preferences,
): OutcomeRules => ({
  reroutesRefused: reroute_refused === null ? rerouteRefused : reroute_refused === 1,
  failoverAfterMs: failoverMinutes * minuteMs,
})

/** The lead as the partner gets it. */
export const parcelFor = ({ row }: LoadedDelivery): Parcel =>
  parcelOf({
    lead: { id: row.lead_id, receivedAt: row.received_at, fields: JSON.parse(row.fields) },
    referral: {
      partnerId: row.partner_id,
      referredAt: row.referred_at,
      price: row.price,
      appointment: row.appointment === null ? null : JSON.parse(row.appointment),
    },
    leadType: { id: row.lead_type_id, name: row.type_name, fields: JSON.parse(row.type_fields) },
    leadGroup: { id: row.group_id, name: row.group_name, fields: JSON.parse(row.group_fields) },
    partner: { name: row.partner_name, zone: row.partner_zone },
    broker: row.broker_name,
    currency: row.currency,
  })
