import { type PairFilter, type PairPosition, selectPairs } from '../../../db/store/report.ts'
import type { Ctx } from '../../context.ts'
import type { LeadFacts } from '../../domain/eligibility/facts.ts'
import { type FactsThen, factsThen, type TypeThen, typeAt } from '../../domain/replay/facts-then.ts'
import { coveredBy, placesOf } from '../../domain/replay/settings-facts.ts'
import type { Before } from '../../domain/replay/usage.ts'
import type { Pair } from './judged-pair.ts'
import { loadPasts } from './load-pasts.ts'
import { loadTimelines } from './load-timelines.ts'

/** A page of pairs as they were: those that were looked through, and those of them that a report of then would show. */
export interface PairsThen {
  looked: PairPosition[]
  pairs: Pair[]
}

/** A page of pairs as they were at a moment (C5). Partners and lead types are never deleted, so none is missing. */
export async function pairsThen(
  ctx: Ctx,
  filter: PairFilter,
  { lead, ...before }: Before & { lead: LeadFacts | null },
): Promise<PairsThen> {
  const { results } = await selectPairs(ctx.db, filter).all<{ partner_id: number; lead_type_id: number }>()
  const looked = results.map((row) => ({ partnerId: row.partner_id, leadTypeId: row.lead_type_id }))
  const pasts = await loadPasts(
    ctx,
    await loadTimelines(ctx, {
      partnerIds: [...new Set(looked.map(({ partnerId }) => partnerId))],
      leadTypeIds: [...new Set(looked.map(({ leadTypeId }) => leadTypeId))],
      since: before.at,
    }),
    { from: before.at, until: before.at },
  )
  const pairs = looked.flatMap((pair): Pair[] => {
    const typePast = pasts.type(pair.leadTypeId)
    const type = typePast === null ? null : typeAt(typePast, before.at)
    const past = pasts.partner(pair.partnerId, pair.leadTypeId)
    const then = type === null || past === null ? null : factsThen(past, type, { ...before, lead })
    if (type === null || then === null || !isShown(then, type, filter)) return []
    return [toPair(pair, { then, type, lead })]
  })
  return { looked, pairs }
}

/** What the report of now shows: who buys or has a setup, and lead types in use, unless one was asked for. */
const isShown = (
  { partner, setup }: FactsThen,
  { leadType }: TypeThen,
  { partnerId, leadTypeId }: PairFilter,
): boolean =>
  (partnerId !== null || partner.buys || setup !== null) && (leadTypeId !== null || leadType.archivedAt === null)

function toPair(
  pair: PairPosition,
  { then, type, lead }: { then: FactsThen; type: TypeThen; lead: LeadFacts | null },
): Pair {
  const { setup } = then
  return {
    ...pair,
    partnerName: then.partner.name,
    leadTypeName: type.leadType.name,
    facts: then.facts,
    covering: lead === null || setup === null ? [] : coveredBy(placesOf(setup), lead.places),
    unsure: [...type.unsure, ...then.unsure],
  }
}
