import { formatId, referralId } from '../../../contract/id.ts'
import type { ReferralView } from '../../../contract/lead.ts'
import { toIso, toIsoOrNull } from '../../../contract/time.ts'
import type { ReferralRow } from '../../../db/store/referrals.ts'

/** A referral as the API shows it. */
export const referralView = (
  row: Pick<
    ReferralRow,
    'lead_id' | 'partner_id' | 'method' | 'state' | 'price' | 'referred_at' | 'delivered_at' | 'remote_id'
  >,
  { partnerName, currency }: { partnerName: string; currency: string },
): ReferralView => ({
  id: referralId(row.lead_id, row.partner_id),
  leadId: row.lead_id,
  partner: { id: formatId('partner', row.partner_id), name: partnerName },
  method: row.method,
  state: row.state,
  price: { amount: row.price, currency },
  referredAt: toIso(row.referred_at),
  deliveredAt: toIsoOrNull(row.delivered_at),
  remoteId: row.remote_id,
})
