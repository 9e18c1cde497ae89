import { parseId } from '../../../../contract/id.ts'
import { findPartner } from '../../../../db/store/partners.ts'
import { partnerProblems } from '../../config/reference-problems.ts'
import { referLead } from '../../leads/refer-lead.ts'
import { routeLead } from '../../leads/route-lead.ts'
import type { Action } from '../action.ts'

/**
 * F16, F61: refers the lead, to a named partner or to whoever is next in the queue. Both pass the same criteria as any
 * referral; a named partner that fails one is the step's failure, and a lead that nobody can take is held.
 */
export const referAction: Action<'refer'> = {
  kind: 'refer',

  async check(ctx, { partnerId }, { pointer }) {
    if (partnerId === null) return { errors: [] }
    const partner = await findPartner(ctx.db, parseId('partner', partnerId)!)
    return { errors: partnerProblems(partner).map((problem) => ({ ...problem, pointer: `${pointer}/partnerId` })) }
  },

  async run(ctx, { settings: { partnerId }, leadId }) {
    if (partnerId === null) await routeLead(ctx, { leadId })
    else await referLead(ctx, { leadId, partnerId: parseId('partner', partnerId)! })
  },
}
