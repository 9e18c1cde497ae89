import { isKey } from '../../../contract/access.ts'
import { hourMs } from '../../../contract/time.ts'
import { type Committer, commit } from '../../../db/commit.ts'
import { type AccessKeyRow, findKeyByHash, markKeyUsed } from '../../../db/store/access-keys.ts'
import type { Actor } from '../../context.ts'
import { hashKey } from './hash-key.ts'
import { isSameText } from './is-same-text.ts'

/** Somebody who showed a key. */
export type KeyActor = Extract<Actor, { keyId: number }>

/** What finding a key needs of its surroundings: there is no actor yet, so there is no Ctx yet. */
export interface Surroundings extends Pick<Committer, 'db' | 'now' | 'newId'> {
  defer(work: () => Promise<unknown>): void
}

/**
 * Whose key this is; null when there is no such key, or it is revoked or expired. With `mayUseCache` a key that this
 * isolate read within the last hour is not read again: for routes that check its version inside their own batch.
 */
export async function findActor(
  around: Surroundings,
  key: string,
  { mayUseCache }: { mayUseCache: boolean },
): Promise<{ actor: KeyActor; fromCache: boolean } | null> {
  if (!isKey(key)) return null
  const hash = await hashKey(key)
  const remembered = mayUseCache ? recall(hash, around.now) : null
  const row = remembered ?? (await read(around, hash))
  if (row === null || !isUsable(row, around.now)) return null
  return { actor: toActor(row), fromCache: remembered !== null }
}

/** Forgets every key: for tests, which begin on an empty database in the same isolate. */
export const forgetKeys = (): void => cache.clear()

const cacheMs = hourMs
const cacheSize = 1000
const cache = new Map<string, { row: AccessKeyRow; until: number }>()

function recall(hash: string, now: number): AccessKeyRow | null {
  const entry = cache.get(hash)
  return entry !== undefined && now < entry.until ? entry.row : null
}

async function read(around: Surroundings, hash: string): Promise<AccessKeyRow | null> {
  const row = await findKeyByHash(around.db, hash)
  cache.delete(hash)
  if (row === null || !isSameText(row.hash, hash)) return null
  if (cache.size >= cacheSize) cache.delete(cache.keys().next().value as string)
  cache.set(hash, { row, until: around.now + cacheMs })
  noteUse(around, row)
  return row
}

const isUsable = ({ revokedAt, expiresAt }: AccessKeyRow, now: number): boolean =>
  revokedAt === null && (expiresAt === null || now < expiresAt)

/** At most once an hour, and after the answer: "last used" is for people who tidy up keys. */
function noteUse(around: Surroundings, { id, lastUsedAt }: AccessKeyRow): void {
  const since = around.now - hourMs
  if (lastUsedAt !== null && lastUsedAt >= since) return
  const committer = { ...around, by: `key_${id}`, dryRun: false, effects: [], idempotency: null }
  around.defer(() =>
    commit(committer, { history: [], write: [markKeyUsed(around.db, { id, now: around.now, since })] }),
  )
}

function toActor({ id, version, kind, partnerId, leadTypeId, origins }: AccessKeyRow): KeyActor {
  const key = { keyId: id, keyVersion: version }
  if (kind === 'admin') return { kind, ...key }
  if (kind === 'partner') return { kind, ...key, partnerId: partnerId! }
  return { kind, ...key, partnerId, leadTypeId: leadTypeId!, origins }
}
