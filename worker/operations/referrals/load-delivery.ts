import type { Delivery } from '../../../contract/delivery.ts'
import { referralId } from '../../../contract/id.ts'
import { type DeliveryRow, selectDelivery } from '../../../db/store/deliveries.ts'
import type { Ctx } from '../../context.ts'
import { type Parcel, parcelOf } from '../../delivery/parcel.ts'
import type { Breaker } from '../../domain/delivery/breaker.ts'

export interface LoadedDelivery {
  row: DeliveryRow
  reference: string
  delivery: Delivery
  breaker: Breaker
}

/** Reads everything that handing one referral over takes; null when there is no such referral. */
export async function loadDelivery(ctx: Ctx, leadId: string, partnerId: number): Promise<LoadedDelivery | null> {
  const reference = referralId(leadId, partnerId)
  const row = await selectDelivery(ctx.db, { leadId, partnerId, referralId: reference }).first<DeliveryRow>()
  if (row === null) return null
  return {
    row,
    reference,
    delivery: JSON.parse(row.delivery) as Delivery,
    breaker: { failures: row.failures, failingSince: row.failing_since, breakerUntil: row.breaker_until },
  }
}

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
    currency: row.currency,
  })
