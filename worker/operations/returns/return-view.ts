import { formatId, referralId, returnId } from '../../../contract/id.ts'
import type { ReturnView } from '../../../contract/return.ts'
import { toIso, toIsoOrNull } from '../../../contract/time.ts'
import type { ReturnRow } from '../../../db/store/returns.ts'
import type { Actor } from '../../context.ts'
import type { FoundReturn } from './load-return.ts'

export interface ReturnNames {
  partnerName: string
  typeName: string
  currency: string
  deliveredAt: number | null
}

/** A return as the API shows it. What the broker does about it besides is not the partner's business (F24). */
export function returnView(
  row: ReturnRow,
  { partnerName, typeName, currency, deliveredAt }: ReturnNames,
  actor: Actor,
): ReturnView {
  const isApproved = row.state === 'approved'
  const isDecided = isApproved || row.state === 'rejected'
  const inside = actor.kind !== 'partner'
  return {
    id: returnId(row.lead_id, row.partner_id),
    referralId: referralId(row.lead_id, row.partner_id),
    leadId: row.lead_id,
    partner: { id: formatId('partner', row.partner_id), name: partnerName },
    leadType: { id: formatId('leadType', row.lead_type_id), name: typeName },
    state: row.state,
    reason: row.reason,
    text: row.text,
    links: JSON.parse(row.links),
    reference: row.reference,
    deliveredAt: toIsoOrNull(deliveredAt),
    requestedAt: toIso(row.requested_at),
    decidedAt: isDecided ? toIsoOrNull(row.decided_at) : null,
    automatic: row.automatic === 1,
    note: row.note,
    refunded: isApproved ? { amount: row.refunded, currency } : null,
    released: isApproved ? { amount: row.released, currency } : null,
    requestedBy: inside ? row.requested_by : null,
    decidedBy: inside && isDecided ? row.decided_by : null,
    rerouted: inside ? row.rerouted === 1 : null,
    introducerReversed: inside && isApproved ? { amount: row.reversed, currency } : null,
  }
}

export const namesOf = ({ loaded: { row } }: FoundReturn): ReturnNames => ({
  partnerName: row.partner_name,
  typeName: row.type_name,
  currency: row.currency,
  deliveredAt: row.delivered_at,
})
