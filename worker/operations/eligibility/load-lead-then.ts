import { allFields } from '../../../contract/fields/field-list.ts'
import { parseId } from '../../../contract/id.ts'
import { liveStates } from '../../../contract/referral.ts'
import { type LeadRow, selectLead } from '../../../db/store/leads.ts'
import {
  type PastHistoryRow,
  type ReferralThenRow,
  selectOwnHistory,
  selectPersonThen,
  selectReferralsThen,
} from '../../../db/store/past.ts'
import type { EarlierLeadRow, SuppressionRow } from '../../../db/store/people.ts'
import type { Ctx } from '../../context.ts'
import type { LeadFacts } from '../../domain/eligibility/facts.ts'
import type { LeadState } from '../../domain/eligibility/lead-criterion.ts'
import { placesInAnswers } from '../../domain/places/places-in-answers.ts'
import { placesOfLead } from '../../domain/places/schemes.ts'
import type { TypeThen } from '../../domain/replay/facts-then.ts'
import { type LeadNow, leadAt } from '../../domain/replay/lead-then.ts'
import type { HistoryEntry } from '../../domain/replay/timeline.ts'
import type { Before } from '../../domain/replay/usage.ts'
import { isConsented } from '../leads/consented.ts'
import { personFacts } from '../people/person-facts.ts'
import { personKeys } from '../people/person-keys.ts'

/** A lead's row with its whole history, from which any of its moments can be told. */
export interface LeadPast {
  row: LeadRow
  values: Record<string, unknown>
  entries: readonly HistoryEntry[]
}

/** A lead as it was at a moment, as routing's criteria ask for it. */
export interface LeadThen {
  facts: LeadFacts
  state: LeadState
}

/** Reads a lead with its history; null when there is none. */
export async function loadLeadPast(ctx: Ctx, leadId: string): Promise<LeadPast | null> {
  const [leads, history] = await ctx.db.batch([selectLead(ctx.db, leadId), selectOwnHistory(ctx.db, leadId)])
  const row = leads!.results[0] as LeadRow | undefined
  if (row === undefined) return null
  return { row, values: JSON.parse(row.fields), entries: (history!.results as PastHistoryRow[]).map(toEntry) }
}

export const toEntry = ({ version, event, at, data }: PastHistoryRow): HistoryEntry => ({
  version,
  event,
  at,
  data: data === null ? null : JSON.parse(data),
})

/**
 * A lead at a moment (C5): its answers and place, to whom it had gone, what was known of its person; null when it had
 * not come in yet.
 */
export async function leadThen(
  ctx: Ctx,
  { row, values, entries }: LeadPast,
  { type, at, except = null }: Before & { type: TypeThen },
): Promise<LeadThen | null> {
  const now: LeadNow = { location: row.location, closedBecause: row.closed_because, values }
  // Just before its own decision: as it stood, or as it came in.
  const then = (except === null ? null : leadAt(now, entries, at - 1)) ?? leadAt(now, entries, at)
  if (then === null) return null
  const fields = allFields(type.group, type.leadType)
  const keys = await personKeys(ctx.env.TENANT_SECRET, { fields, values: then.values })
  const [referralRows, earlier, suppressed] = await ctx.db.batch<Record<string, unknown>>([
    selectReferralsThen(ctx.db, { leadId: row.id, at }),
    ...selectPersonThen(ctx.db, { leadId: row.id, keys: keys.map(({ key }) => key), at }),
  ])
  const referrals = (referralRows!.results as unknown as ReferralThenRow[]).filter(
    ({ referred_at }) => except === null || referred_at < at,
  )
  const person = personFacts(
    [earlier!.results as unknown as EarlierLeadRow[], suppressed!.results as unknown as SuppressionRow[]],
    {
      keys,
      leadGroupId: parseId('leadGroup', type.leadType.leadGroupId)!,
      settings: type.preferences.dedupe,
      now: at,
    },
  )
  // What it says about where it is decides only where that changed since: a lead keeps the place that it was read with.
  const outward = then.values === values ? row.outward : placesInAnswers(fields, then.values).outward
  const { codes } = placesOfLead(outward)
  return {
    facts: {
      introducerId: row.introducer_id,
      places: codes,
      outward,
      referredTo: [...referrals.map(({ partner_id }) => partner_id), ...person.hadItAlready],
      fields,
      values: then.values,
      consented: isConsented(fields, then.values),
      reached: person.reached,
      suppressed: person.suppressed,
    },
    state: {
      now: at,
      location: then.location,
      closedBecause: then.closedBecause,
      isTest: row.is_test === 1,
      scope: type.leadType.scope,
      liveReferrals: referrals.filter(({ state }) => liveStates.includes(state)).length,
      method: type.leadType.referralMethod,
      appointmentAt: null,
    },
  }
}
