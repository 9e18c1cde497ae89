import { formatKey, keyBytes, keyPrefix } from '../../../contract/access.ts'
import type { CreatedKey, NewKey } from '../../../contract/key.ts'
import { insertKey, type KeyRow, nextKeyId } from '../../../db/store/keys.ts'
import type { Ctx } from '../../context.ts'
import { hashKey } from '../access/hash-key.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { commitOrThrow } from '../commit-or-throw.ts'
import { expectNoProblems } from '../config/checks.ts'
import { retryOnRace } from '../retry-on-race.ts'
import { keyProblems } from './key-problems.ts'
import { toKey } from './key-view.ts'

/**
 * Makes a key (ENGINE 7). The answer is the only place where it ever stands: the database keeps its hash and how it
 * begins, and what a replay of this request gets has no secret in it (D16).
 */
export async function createKey(ctx: Ctx, wanted: NewKey): Promise<CreatedKey> {
  requireAdmin(ctx.actor)
  return retryOnRace(async () => {
    const [problems, id] = await Promise.all([keyProblems(ctx, wanted), nextKeyId(ctx.db)])
    expectNoProblems(problems)
    const secret = formatKey(wanted.kind, {
      live: ctx.env.ENVIRONMENT === 'production',
      random: ctx.randomBytes(keyBytes),
    })
    const row = toRow(wanted, { id, prefix: keyPrefix(secret), hash: await hashKey(secret), createdAt: ctx.now })
    const key = toKey(row)
    const { id: keyId, version, revokedAt: _, lastUsedAt: __, createdAt: ___, ...created } = key
    await commitOrThrow(ctx, {
      history: [{ id: keyId, version, event: 'created', data: created }],
      write: [insertKey(ctx.db, row)],
      answer: { key, secret: null, note: shownOnce },
    })
    return ctx.dryRun ? { key, secret: null, note: notMade } : { key, secret, note: keepIt }
  })
}

const keepIt = 'Keep this key now: it is never shown again.'
const shownOnce = 'The key was shown once, in the first answer to this request.'
const notMade = 'A dry run makes no key.'

const toRow = (wanted: NewKey, made: Pick<KeyRow, 'id' | 'prefix' | 'hash' | 'createdAt'>): KeyRow => ({
  ...made,
  version: 1,
  kind: wanted.kind,
  name: wanted.name,
  partnerId: wanted.kind === 'admin' ? null : wanted.partnerId,
  leadTypeId: wanted.kind === 'form' ? wanted.leadTypeId : null,
  origins: wanted.kind === 'form' ? [...new Set(wanted.origins)] : [],
  form: wanted.kind === 'form' ? wanted.form : null,
  expiresAt: wanted.expiresAt,
  revokedAt: null,
  lastUsedAt: null,
})
