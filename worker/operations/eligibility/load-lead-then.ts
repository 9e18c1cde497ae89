import { allFields } from '../../../contract/fields/field-list.ts'
import { parseId } from '../../../contract/id.ts'
import { liveStates } from '../../../contract/referral.ts'
import { type LeadRow, selectLead } from '../../../db/store/leads.ts'
import {
  type EarlierThenRow,
  type PastHistoryRow,
  type ReferralThenRow,
  type SuppressedThenRow,
  selectOwnHistory,
  selectPersonsThen,
  selectReferralsThen,
} from '../../../db/store/past.ts'
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
import { type PersonFacts, personFacts } from '../people/person-facts.ts'
import { type PersonKey, personKeys } from '../people/person-keys.ts'

/** A lead's row with its history, from which any of its moments can be told. */
export interface LeadPast {
  row: LeadRow
  values: Record<string, unknown>
  entries: readonly (HistoryEntry & { actor: string })[]
}

/** A lead as it was at a moment, as routing's criteria ask for it. */
export interface LeadThen {
  facts: LeadFacts
  state: LeadState
}

/** Reads a lead with its whole history; null when there is none. */
export async function loadLeadPast(ctx: Ctx, leadId: string): Promise<LeadPast | null> {
  const [leads, history] = await ctx.db.batch([
    selectLead(ctx.db, leadId),
    selectOwnHistory(ctx.db, [leadId], { withTraces: true }),
  ])
  const row = leads!.results[0] as LeadRow | undefined
  return row === undefined ? null : leadPast(row, history!.results as PastHistoryRow[])
}

export const leadPast = (row: LeadRow, history: readonly PastHistoryRow[]): LeadPast => ({
  row,
  values: JSON.parse(row.fields),
  entries: history.map(({ data, ...entry }) => ({ ...entry, data: data === null ? null : JSON.parse(data) })),
})

/** A lead, a moment, and what leads of its type were then. */
export interface LeadMoment extends Before {
  past: LeadPast
  type: TypeThen
  /** Partners that an earlier decision of the same millisecond had referred it to: with `except`, they are not left out. */
  already?: ReadonlySet<number>
}

/** A lead at a moment; null when it had not come in yet. */
export const leadThen = async (ctx: Ctx, moment: LeadMoment): Promise<LeadThen | null> =>
  (await leadsThen(ctx, [moment]))[0]!

/**
 * Leads at moments (C5): their answers and places, to whom they had gone, what was known of their people. One entry for
 * each moment, null where the lead had not come in yet; two round trips for a hundred of them.
 */
export async function leadsThen(ctx: Ctx, moments: readonly LeadMoment[]): Promise<(LeadThen | null)[]> {
  const read: (LeadThen | null)[] = []
  for (let from = 0; from < moments.length; from += mostAtOnce)
    read.push(...(await readMoments(ctx, moments.slice(from, from + mostAtOnce))))
  return read
}

const mostAtOnce = 100

async function readMoments(ctx: Ctx, moments: readonly LeadMoment[]): Promise<(LeadThen | null)[]> {
  const told = await Promise.all(moments.map((moment) => toldBy(ctx, moment)))
  const asked = moments.map(({ past, at }, i) => ({
    leadId: past.row.id,
    at,
    keys: told[i]!.keys.map(({ key }) => key),
  }))
  const [referralRows, earlierRows, suppressedRows] = (
    await ctx.db.batch<Record<string, unknown>>([
      selectReferralsThen(ctx.db, asked),
      ...selectPersonsThen(ctx.db, asked),
    ])
  ).map(({ results }) => results)
  const referrals = Map.groupBy(referralRows as unknown as ReferralThenRow[], ({ moment }) => moment)
  const earlier = Map.groupBy(earlierRows as unknown as EarlierThenRow[], ({ moment }) => moment)
  const suppressed = Map.groupBy(suppressedRows as unknown as SuppressedThenRow[], ({ moment }) => moment)
  return moments.map((moment, i) => {
    const { now, keys } = told[i]!
    if (now === null) return null
    const { type, at } = moment
    const person = personFacts([earlier.get(i) ?? [], suppressed.get(i) ?? []], {
      keys,
      leadGroupId: parseId('leadGroup', type.leadType.leadGroupId)!,
      settings: type.preferences.dedupe,
      now: at,
    })
    return asThen(moment, { now, person, referrals: referrals.get(i) ?? [] })
  })
}

/** What a lead said of itself at a moment, and what identifies its person by that. */
async function toldBy(
  ctx: Ctx,
  { past: { row, values, entries }, type, at, except = null }: LeadMoment,
): Promise<{ now: LeadNow | null; keys: PersonKey[] }> {
  const present = { location: row.location, closedBecause: row.closed_because, values }
  // Just before its own decision: as it stood, or as it came in.
  const now = (except === null ? null : leadAt(present, entries, at - 1)) ?? leadAt(present, entries, at)
  const fields = allFields(type.group, type.leadType)
  return { now, keys: now === null ? [] : await personKeys(ctx.env.TENANT_SECRET, { fields, values: now.values }) }
}

function asThen(
  { past: { row, values }, type, at, except = null, already }: LeadMoment,
  { now, person, referrals }: { now: LeadNow; person: PersonFacts; referrals: readonly ReferralThenRow[] },
): LeadThen {
  const before = referrals.filter(
    ({ partner_id, referred_at }) => except === null || referred_at < at || already?.has(partner_id),
  )
  const fields = allFields(type.group, type.leadType)
  // What it says about where it is decides only where that changed since: a lead keeps the place that it was read with.
  const outward = now.values === values ? row.outward : placesInAnswers(fields, now.values).outward
  return {
    facts: {
      introducerId: row.introducer_id,
      places: placesOfLead(outward).codes,
      outward,
      referredTo: [...before.map(({ partner_id }) => partner_id), ...person.hadItAlready],
      fields,
      values: now.values,
      consented: isConsented(fields, now.values),
      costMinor: row.cost,
      reached: person.reached,
      suppressed: person.suppressed,
    },
    state: {
      now: at,
      location: now.location,
      closedBecause: now.closedBecause,
      isTest: row.is_test === 1,
      scope: type.leadType.scope,
      liveReferrals: before.filter(({ state }) => liveStates.includes(state)).length,
      method: type.leadType.referralMethod,
      appointmentAt: null,
    },
  }
}
