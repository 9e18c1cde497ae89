import { formatId } from '../../../contract/id.ts'
import { selectListed } from '../../../db/store/suppressions.ts'
import type { Actor, Ctx } from '../../context.ts'
import { requireOwn } from '../access/require-own.ts'
import { expectNoProblems } from '../config/checks.ts'

/** Everybody's list: who stands on it is contacted by no partner. */
export const everybody = 0

/** Whose list is meant: an admin's `null` is everybody's, a partner's own key means its own list and no other. */
export function listOf(actor: Actor, named: number | null): number {
  if (actor.kind !== 'partner') return named ?? everybody
  requireOwn(actor, named ?? actor.partnerId)
  return actor.partnerId
}

/** How history tells one list from another. */
export const listName = (partnerId: number): string =>
  partnerId === everybody ? 'everybody' : formatId('partner', partnerId)

/** Which of some keys stand on a list. Problems: INVALID_BODY when there is no such partner. */
export async function readListed(
  ctx: Ctx,
  { partnerId, keys }: { partnerId: number; keys: readonly string[] },
): Promise<ReadonlySet<string>> {
  const [listed, partners] = await ctx.db.batch<Record<string, unknown>>([
    selectListed(ctx.db, { keys, partnerIds: [partnerId] }),
    ctx.db.prepare('SELECT id FROM partners WHERE id = ?').bind(partnerId),
  ])
  if (partnerId !== everybody && partners!.results.length === 0) expectNoProblems([noPartner])
  return new Set(listed!.results.map((row) => row.key as string))
}

const noPartner = { pointer: '/partnerId', code: 'NOT_FOUND', message: 'There is no such partner.' }
