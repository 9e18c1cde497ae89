import { formatId, returnId } from '../../../contract/id.ts'
import type { OwnLead } from '../../../contract/own-lead.ts'
import { toIso } from '../../../contract/time.ts'
import { fieldsOf } from '../../../db/store/offers.ts'
import type { OwnLeadRow } from '../../../db/store/own-leads.ts'
import { packFields } from '../../delivery/parcel.ts'
import { hasLead } from '../../domain/delivery/has-lead.ts'
import { placeName, placesOfLead } from '../../domain/places/schemes.ts'
import { forPartner, referralView } from '../referrals/referral-view.ts'

/**
 * A lead as its partner may see it. Once it was returned, called back or refused, what it was about stays, with its money;
 * who the person is does not: the partner has no more business with them.
 */
export function ownLeadView(row: OwnLeadRow, currency: string): OwnLead {
  const {
    partner: _,
    subLead: __,
    ...referral
  } = referralView(forPartner({ ...row, sub_lead: null }), { partnerName: '', currency })
  return {
    ...referral,
    leadType: { id: formatId('leadType', row.lead_type_id), name: row.type_name },
    receivedAt: toIso(row.received_at),
    places: placesOfLead(row.outward).codes.map(placeName),
    return: row.return_state === null ? null : { id: returnId(row.lead_id, row.partner_id), state: row.return_state },
    answers: hasLead(row.state) ? answersOf(row) : null,
  }
}

const answersOf = (row: OwnLeadRow) =>
  packFields(fieldsOf(row), JSON.parse(row.fields)).map(({ name, label, value, text }) => ({
    name,
    label,
    value,
    text,
  }))
