import { type Fairness, fewestOthers } from '../../../contract/fairness.ts'
import { formatId } from '../../../contract/id.ts'
import { dayMs, hourMs, toIso } from '../../../contract/time.ts'
import { selectMarket } from '../../../db/store/fairness.ts'
import type { Ctx } from '../../context.ts'
import { averageShareOfOthers, type Market, shareOf, tally } from '../../domain/decision/fairness.ts'
import { viewAt } from '../../domain/replay/timeline.ts'
import { Problem } from '../../problem.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { requireOwn } from '../access/require-own.ts'
import { found } from '../config/checks.ts'
import { loadPasts } from '../eligibility/load-pasts.ts'
import { loadTimelines, setupKey } from '../eligibility/load-timelines.ts'
import { chancesIn } from './chances.ts'
import { leadsOfWindow } from './leads-of-window.ts'

/** One look covers so much; longer spans are asked for in parts. */
const longestWindowMs = 93 * dayMs
const usualWindowMs = 30 * dayMs

/**
 * What a partner got of the leads of a type in a window, and by what it missed the others (C7): every lead is judged
 * as it was when it was decided on, by routing's own criteria. For an admin and for the partner itself. Nothing tells
 * of another partner but sums over five of them at least; with fewer, whatever they could be worked out from is kept
 * back too. No lead is told of, and nothing to a partner of a lead type that it never had a setup for. Problems:
 * NOT_FOUND, INVALID_QUERY for a window that is too long, has too many leads, or ends before it starts.
 */
export async function readFairness(
  ctx: Ctx,
  {
    partnerId,
    leadTypeId,
    ...window
  }: { partnerId: number; leadTypeId: number; from: number | null; to: number | null },
): Promise<Fairness> {
  if (ctx.actor.kind !== 'partner') requireAdmin(ctx.actor)
  requireOwn(ctx.actor, partnerId)
  const { from, to } = checkedWindow(ctx.now, window)
  const timelines = await loadTimelines(ctx, {
    partnerIds: [partnerId],
    leadTypeIds: [leadTypeId],
    since: from - hourMs,
  })
  const partner = found(timelines.partners.get(partnerId) ?? null)
  const leadType = found(timelines.leadTypes.get(leadTypeId) ?? null)
  if (ctx.actor.kind === 'partner') found(timelines.setups.get(setupKey(partnerId, leadTypeId)) ?? null)
  const [leads, pasts] = await Promise.all([
    leadsOfWindow(ctx, { leadTypeId, from, to }),
    loadPasts(ctx, timelines, { from, until: ctx.now }),
  ])
  const leadIds = leads.map(({ past }) => past.row.id)
  const [market, { chances, unsure }] = await Promise.all([
    selectMarket(ctx.db, { leadIds, partnerId }).first<Market>(),
    chancesIn(ctx, { leads, pasts, partnerId, leadTypeId }),
  ])
  const isOpen = ctx.actor.kind !== 'partner' || market!.others >= fewestOthers
  const counted = tally(chances)
  return {
    partner: { id: formatId('partner', partnerId), name: viewAt(partner, to)?.view.name ?? partner.view.name },
    leadType: { id: formatId('leadType', leadTypeId), name: leadType.view.name },
    from: toIso(from),
    to: toIso(to),
    leads: isOpen ? counted.leads : null,
    eligible: isOpen ? counted.eligible : null,
    won: counted.won,
    outranked: isOpen ? counted.outranked : null,
    share: isOpen ? shareOf(market!) : null,
    missed: counted.missed as Fairness['missed'],
    others: othersOf(market!),
    withheld: isOpen ? null : tooFew,
    exact: unsure.length === 0,
    notKnown: unsure,
  }
}

/** Sums over the others are for nobody's eyes where they are too few: not the admin's, who has their own reports. */
function othersOf(market: Market): Fairness['others'] {
  const averageShare = averageShareOfOthers(market)
  if (market.others < fewestOthers || averageShare === null) return null
  return { partners: market.others, averageShare }
}

const tooFew = `Fewer than ${fewestOthers} other partners got leads of this type in this time. What would tell of them is withheld: leads, eligible, outranked, share and others.`

function checkedWindow(now: number, window: { from: number | null; to: number | null }): { from: number; to: number } {
  const to = window.to ?? now
  const from = window.from ?? to - usualWindowMs
  if (to > now) throw badWindow('to', 'IN_FUTURE', 'This lies ahead.')
  if (from >= to) throw badWindow('from', 'NOT_BEFORE', 'This is not before the end.')
  if (to - from > longestWindowMs) throw badWindow('from', 'TOO_LONG', 'Ask for 93 days at most.')
  return { from, to }
}

const badWindow = (pointer: string, code: string, message: string): Problem =>
  new Problem('INVALID_QUERY', { errors: [{ pointer, code, message }] })
