import { hourMs, minuteMs } from '../../../contract/time.ts'
import type { LeadRow } from '../../../db/store/leads.ts'
import { askForLook } from '../../../db/store/looks.ts'
import type { Ctx } from '../../context.ts'
import { cellsOf, type RouteRequest } from '../routing/plan-route.ts'

/** Where a lead is, and until when it waits there. */
export interface Place {
  location: LeadRow['location']
  heldUntil: number | null
  unreferredAt: number | null
}

/**
 * A lead that nobody takes is held for the time that its type allows, counted from when it was first held; a type that
 * holds nothing, or whose time is up, leaves it to a person (D21).
 */
export function unplaced(
  ctx: Ctx,
  { leadType }: RouteRequest,
  lead: Pick<LeadRow, 'location' | 'held_until' | 'unreferred_at'> | null,
): Place & { location: 'held' | 'pending' } {
  const wasHeldUntil = lead?.location === 'held' ? lead.held_until : null
  const heldUntil = wasHeldUntil ?? ctx.now + leadType.holdHours * hourMs
  return heldUntil > ctx.now
    ? { location: 'held', heldUntil, unreferredAt: null }
    : { location: 'pending', heldUntil: null, unreferredAt: lead?.unreferred_at ?? ctx.now }
}

/**
 * Asks for the next look at a held lead: when the first of the causes on its arms ends (parked or not: a park is lost when
 * its partner moves at that moment), and at the latest when its time is up. A lead that is new to being held gets one within a minute as well: whoever woke while it was being decided on
 * found nobody to wake for.
 */
export function lookWrites(
  ctx: Ctx,
  { leadType, places }: RouteRequest,
  { location, heldUntil, isNew, nextChance }: Place & { isNew: boolean; nextChance: number },
): D1PreparedStatement[] {
  if (location !== 'held' || heldUntil === null) return []
  const atLatest = Math.min(heldUntil, nextChance, isNew ? ctx.now + minuteMs : heldUntil)
  return [askForLook(ctx.db, { leadTypeId: leadType.id, cells: cellsOf(leadType.id, places), now: ctx.now, atLatest })]
}
