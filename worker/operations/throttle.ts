import { takeThrottle } from '../../db/store/codes.ts'
import type { Ctx } from '../context.ts'
import { keyedHash, shortHash } from './keyed-hash.ts'

/** So many times in so long, at once or spread out. `what` names the deed: `sign-in:email`. */
export interface Limit {
  what: string
  most: number
  perMs: number
}

/**
 * Lets `who` do something once more, as a statement for the very commit of what they do: what is too much stops that
 * batch with RATE_LIMITED (commitOrThrow makes a problem of it with the seconds to wait), so a refusal writes nothing and
 * what is let through writes one row. After a burst the times come back evenly, one every perMs / most. Kept is one
 * number under a keyed hash: neither an address nor an IP can be read from it. No `who` is known (null): no limit.
 */
export async function throttle(
  ctx: Ctx,
  { what, most, perMs }: Limit,
  who: string | null,
): Promise<D1PreparedStatement[]> {
  if (who === null) return []
  const key = shortHash(await keyedHash(ctx.env.TENANT_SECRET, 'throttle', `${what}\n${who.toLowerCase()}`))
  return [takeThrottle(ctx.db, { key, stepMs: Math.ceil(perMs / most), spanMs: perMs, now: ctx.now })]
}
