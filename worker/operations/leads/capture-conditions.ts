import { must } from '../../../db/commit.ts'
import type { Ctx } from '../../context.ts'

/** A key that opened the door from memory must still be good when the lead is committed. */
export function mustHoldKey({ db, actor, now }: Ctx): D1PreparedStatement[] {
  if (!('keyId' in actor)) return []
  return [
    must(db, {
      ok: `SELECT EXISTS (SELECT 1 FROM access_keys
        WHERE id = ? AND version = ? AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at >= ?))`,
      word: 'KEY_CHANGED',
      params: [actor.keyId, actor.keyVersion, now],
    }),
  ]
}

/** Only a partner with that capability introduces (F25). A form that is live keeps its leads: it was checked when made. */
export function mustIntroduce({ db, actor }: Ctx, introducerId: number | null): D1PreparedStatement[] {
  if (introducerId === null || actor.kind === 'form') return []
  return [
    must(db, {
      ok: 'SELECT EXISTS (SELECT 1 FROM partners WHERE id = ? AND introduces = 1)',
      word: 'NOT_INTRODUCER',
      params: [introducerId],
    }),
  ]
}
