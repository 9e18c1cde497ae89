import type { EligibilityCode } from '../../../contract/eligibility.ts'
import type { Claimant } from '../../../db/store/referrals.ts'
import { nextSetupId } from '../../../db/store/setups.ts'
import { selectTurnOf, wakeDueTurns } from '../../../db/store/turns.ts'
import type { Ctx } from '../../context.ts'
import { chargesOf, frozenCharges, priceOf } from '../../domain/billing/price.ts'
import { evaluate } from '../../domain/eligibility/evaluate.ts'
import { rankAfterTurn } from '../../domain/routing/rank.ts'
import { Problem } from '../../problem.ts'
import { drawLots } from '../routing/draws.ts'
import { acceptBy, cellsOf, deliverAfter, methodOf } from '../routing/plan-route.ts'
import { type ReportedPartner, readReportFacts } from '../routing/report-facts.ts'
import type { ChosenPartner, HandRoute } from './chosen-partner.ts'
import { inactiveSetup } from './inactive-setup.ts'
import { notEligible } from './not-eligible.ts'

/**
 * The partner that a person named, when it may take the lead: the same criteria as in routing, but for those that are
 * overridden. Problems: INVALID_BODY when there is no such partner, NOT_ELIGIBLE with everything that stands in the way.
 */
export async function namedPartner(
  ctx: Ctx,
  route: HandRoute,
  { partnerId, override }: { partnerId: number; override: readonly EligibilityCode[] },
): Promise<ChosenPartner> {
  const method = methodOf(route)
  const [found] = await readReportFacts(ctx, {
    leadType: route.leadType,
    lead: route,
    limit: 1,
    only: partnerId,
    method,
  })
  if (found === undefined)
    throw new Problem('INVALID_BODY', {
      errors: [{ pointer: '/partnerId', code: 'NOT_FOUND', message: 'There is no such partner.' }],
    })
  const partner = override.includes('TYPE_NOT_SELECTED') ? withoutSetup(found) : found
  const standing = evaluate(partner.facts).filter(({ code }) => !override.includes(code))
  if (standing.length > 0) throw notEligible(standing)
  const newSetup =
    partner.setupId === null
      ? inactiveSetup({ id: await nextSetupId(ctx.db), partnerId, leadTypeId: route.leadType.id })
      : null
  const setup = newSetup ?? { id: partner.setupId!, version: partner.freshness.setupVersion }
  return {
    partner,
    claimant: await claimantOf(ctx, { partner, setup, route }),
    overridden: evaluate(found.facts).filter(({ code }) => override.includes(code)),
    newSetup,
    plan: null,
  }
}

/**
 * D1.5 overridden: a setup that is switched off counts as none. So the price is the lead type's default, and what the
 * old setup says of places and filters does not matter; its limits still do, to the database.
 */
function withoutSetup(partner: ReportedPartner): ReportedPartner {
  const isOff = partner.facts.setup?.active === false
  return isOff ? { ...partner, facts: { ...partner.facts, setup: null } } : partner
}

interface TurnRow {
  cell: number
  band: number
  rank: number
  due: number
}

/** A referral by hand takes the partner's turn, where it has one that is ready (D18). */
async function claimantOf(
  ctx: Ctx,
  {
    partner: { partnerId, facts, freshness },
    setup,
    route,
  }: { partner: ReportedPartner; setup: { id: number; version: number }; route: HandRoute },
): Promise<Claimant> {
  const cells = cellsOf(route.leadType.id, route.places)
  const [turns, ties] = await Promise.all([
    ctx.db.batch<TurnRow>([...wakeDueTurns(ctx.db, cells, ctx.now), selectTurnOf(ctx.db, setup.id, cells)]),
    drawLots(ctx.env.TENANT_SECRET, 'tie', route.leadId, 1),
  ])
  const turn = turns.at(-1)!.results[0] ?? null
  const ready = turn !== null && turn.due === 0
  return {
    partnerId,
    partnerVersion: freshness.partnerVersion,
    setupId: setup.id,
    setupVersion: setup.version,
    priceMinor: priceOf(facts),
    charges: frozenCharges(chargesOf(facts)),
    deliverAfter: deliverAfter(facts),
    acceptBy: acceptBy(facts, freshness),
    day: freshness.day,
    month: freshness.month,
    cell: ready ? turn.cell : null,
    band: ready ? turn.band : null,
    rankRead: ready ? turn.rank : null,
    rankNext: ready ? rankAfterTurn(ctx.now, Math.floor(ties[0]! * 1024)) : null,
  }
}
