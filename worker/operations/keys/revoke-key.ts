import { formatId } from '../../../contract/id.ts'
import type { Key } from '../../../contract/key.ts'
import { findKey, revokeKeyRow } from '../../../db/store/keys.ts'
import type { Ctx } from '../../context.ts'
import { Problem } from '../../problem.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { found } from '../config/checks.ts'
import { commitChange } from '../config/commit-change.ts'
import { retryOnRace } from '../retry-on-race.ts'
import { toKey } from './key-view.ts'

/**
 * Ends a key at once and for good. A key cannot revoke itself, so that nobody locks the house from outside: make
 * another one first. Doing it twice changes nothing.
 */
export async function revokeKey(ctx: Ctx, keyId: number): Promise<Key> {
  requireAdmin(ctx.actor)
  if ('keyId' in ctx.actor && ctx.actor.keyId === keyId)
    throw new Problem('IN_USE', { detail: 'This request came with the very key. Revoke it with another one.' })
  return retryOnRace(async () => {
    const before = found(await findKey(ctx.db, keyId))
    const after = { ...before, version: before.version + 1, revokedAt: before.revokedAt ?? ctx.now }
    return commitChange(ctx, {
      id: formatId('key', keyId),
      event: 'revoked',
      before: toKey(before),
      after: toKey(after),
      write: [revokeKeyRow(ctx.db, { id: keyId, version: after.version, revokedAt: after.revokedAt })],
    })
  })
}
