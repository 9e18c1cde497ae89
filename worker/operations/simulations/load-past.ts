import { parseReferralId } from '../../../contract/id.ts'
import { dayMs } from '../../../contract/time.ts'
import {
  type SimulatedCountRow,
  type SimulatedLineRow,
  type SimulatedMoneyRow,
  type SimulatedReferralRow,
  selectCountsOf,
  selectMoneyBefore,
  selectMoneyMoves,
} from '../../../db/store/simulation.ts'
import type { Ctx } from '../../context.ts'
import type { Past, PastEvent, PastReferral } from '../../domain/simulation/past.ts'
import type { Settings } from '../../domain/simulation/settings.ts'
import { type AboutLeads, pastLeads } from './past-leads.ts'

/** A month and a day: caps count no further back. */
const longestCount = 32 * dayMs

/**
 * Reads where everybody stood when the window began, and what happened in it besides the leads that are routed anew:
 * their leads of other types, payments, holds of earlier leads that were released.
 */
export async function loadPast(
  ctx: Ctx,
  {
    about,
    referrals,
    futures,
  }: { about: AboutLeads; referrals: readonly SimulatedReferralRow[]; futures: readonly Settings[] },
): Promise<Past> {
  const { from, until } = about.leads
  const partnerIds = [...new Set(futures.flatMap(({ partners }) => [...partners.keys()]))]
  const [money, counts] = await ctx.db.batch<unknown>([
    selectMoneyBefore(ctx.db, { partnerIds, before: from }),
    selectCountsOf(ctx.db, { partnerIds: cappedIn(futures), from: from - longestCount, until: from }),
  ])
  const before = money!.results as SimulatedMoneyRow[]
  const known = new Map(before.map(({ party, n }) => [party, n]))
  const since = partnerIds.map((party) => ({ party, n: known.get(party) ?? 0 }))
  const { results: lines } = await selectMoneyMoves(ctx.db, { since, until }).all<SimulatedLineRow>()
  const { leads, people } = await pastLeads(ctx, about, { referrals, futures })
  const again = new Set(leads.map(({ id }) => id))
  const stays = referrals.filter(({ lead_id, referred_at }) => !again.has(lead_id) && referred_at >= from)
  return {
    until,
    leads,
    people,
    events: [...stays.map(toEvent), ...moneyEvents(lines, { again, stays })].sort((a, b) => a.at - b.at),
    availableMinor: new Map(before.map(({ party, available }) => [party, available])),
    counts: (counts!.results as SimulatedCountRow[]).map(({ partner_id, lead_type_id, ...days }) => ({
      partnerId: partner_id,
      leadTypeId: lead_type_id,
      ...days,
    })),
  }
}

/** Where a lead really went. */
export const toPastReferral = (row: SimulatedReferralRow): PastReferral => ({
  partnerId: row.partner_id,
  leadTypeId: row.lead_type_id,
  at: row.referred_at,
  priceMinor: row.price,
  byHand: row.method !== 'immediate',
  turnedDown: isTurnedDown(row),
  hasPerson: !isTurnedDown(row) || row.state === 'duplicate' || row.delivered_at !== null,
})

const isTurnedDown = ({ state }: SimulatedReferralRow): boolean => ['rejected', 'duplicate', 'failed'].includes(state)

const toEvent = (row: SimulatedReferralRow): PastEvent => ({ kind: 'referral', ...toPastReferral(row) })

/** A hold that was released belongs to a referral: one that is not made again, and was made before the window. */
function moneyEvents(
  lines: readonly SimulatedLineRow[],
  { again, stays }: { again: ReadonlySet<string>; stays: readonly SimulatedReferralRow[] },
): PastEvent[] {
  const staying = new Set(stays.map(({ lead_id, partner_id }) => `${lead_id} ${partner_id}`))
  return lines
    .filter(({ id }) => {
      const released = id.startsWith('release:') ? parseReferralId(id.slice('release:'.length)) : null
      return (
        released === null || !(again.has(released.leadId) || staying.has(`${released.leadId} ${released.partnerId}`))
      )
    })
    .map(({ party, at, available }) => ({ kind: 'money', at, partnerId: party, availableMinor: available }))
}

/** Counts are read of those only that have a cap to compare them with, in either future. */
function cappedIn(futures: readonly Settings[]): number[] {
  const capped = futures.flatMap(({ partners, setups }) => [
    ...[...partners.values()].filter(hasCap).map(({ id }) => id),
    ...setups.filter(hasCap).map(({ partnerId }) => partnerId),
  ])
  return [...new Set(capped)]
}

const hasCap = ({ dailyLimit, monthlyLimit }: { dailyLimit: number; monthlyLimit: number }): boolean =>
  dailyLimit > 0 || monthlyLimit > 0
