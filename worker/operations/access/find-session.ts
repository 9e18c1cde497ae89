import { isSessionToken } from '../../../contract/access.ts'
import { commit } from '../../../db/commit.ts'
import { findSessionByHash, markSessionUsed, type SessionOfLogin } from '../../../db/store/sessions.ts'
import type { Actor } from '../../context.ts'
import { idleUntil, isLive, noteUseMs } from '../sign-in/session-lives.ts'
import type { Surroundings } from './find-key.ts'
import { hashKey } from './hash-key.ts'
import { isSameText } from './is-same-text.ts'

/** A person who signed in. */
export type SessionActor = Extract<Actor, { sessionId: string }>

/**
 * Whose session this token is (ENGINE 7); null when there is none, or it was idle for 12 hours or is 30 days old. Read
 * afresh for every request, so that a session that was revoked, a login that was removed, a partner that was closed and
 * an access that was lowered count at once.
 */
export async function findSessionActor(around: Surroundings, token: string): Promise<SessionActor | null> {
  if (!isSessionToken(token)) return null
  const hash = await hashKey(token)
  const row = await findSessionByHash(around.db, hash)
  if (row === null || !isSameText(row.hash, hash) || !isLive(row, around.now)) return null
  noteUse(around, row)
  const { loginId, id: sessionId, access, partnerId } = row
  return { kind: 'partner', loginId, sessionId, access, partnerId }
}

/** At most every five minutes, and after the answer: what puts off the end of a session must not write at every request. */
function noteUse(around: Surroundings, row: SessionOfLogin): void {
  const since = around.now - noteUseMs
  if (row.usedAt > since) return
  const committer = { ...around, by: `lgn_${row.loginId}`, dryRun: false, effects: [], idempotency: null }
  const used = { id: row.id, now: around.now, since, idleUntil: idleUntil(around.now, row.until) }
  around.defer(() => commit(committer, { history: [], write: [markSessionUsed(around.db, used)] }))
}
