import type { Field } from '../../../contract/fields/field.ts'
import { type LeadForPartnerRow, selectLeadForPartner } from '../../../db/store/delivery-samples.ts'
import type { Ctx } from '../../context.ts'
import { parcelOf } from '../../delivery/parcel.ts'
import { hasLead } from '../../domain/delivery/has-lead.ts'
import { Problem } from '../../problem.ts'
import { loadBroker } from '../broker/load-broker.ts'
import type { Packed, ParcelPartner } from './sample-parcel.ts'

/**
 * A lead as this partner got it, or as it would get it. A partner asks for its own only, and not for one that it was
 * merely offered: until it has taken it, nothing of the person is told. Problems: INVALID_BODY where there is none.
 */
export async function leadParcel(
  ctx: Ctx,
  { partner, leadId }: { partner: ParcelPartner; leadId: string },
): Promise<Packed> {
  const [row, broker] = await Promise.all([
    selectLeadForPartner(ctx.db, { partnerId: partner.id, leadId }).first<LeadForPartnerRow>(),
    loadBroker(ctx),
  ])
  if (row === null || (ctx.actor.kind === 'partner' && !hasLead(row.state ?? '')))
    throw new Problem('INVALID_BODY', { errors: [noSuchLead] })
  const leadType = { id: row.type_id, name: row.type_name, fields: JSON.parse(row.type_fields) as Field[] }
  const leadGroup = { id: row.group_id, name: row.group_name, fields: JSON.parse(row.group_fields) as Field[] }
  const parcel = parcelOf({
    lead: { id: leadId, receivedAt: row.received_at, fields: JSON.parse(row.fields) },
    referral: {
      partnerId: partner.id,
      referredAt: row.referred_at ?? ctx.now,
      price: row.referral_price ?? row.price,
      appointment: row.appointment === null ? null : JSON.parse(row.appointment),
    },
    leadType,
    leadGroup,
    partner,
    broker: broker.name,
    currency: broker.currency,
    test: row.is_test === 1,
  })
  return { parcel, fields: [...leadGroup.fields, ...leadType.fields] }
}

const noSuchLead = { pointer: '/leadId', code: 'NOT_FOUND', message: 'There is no such lead.' }
