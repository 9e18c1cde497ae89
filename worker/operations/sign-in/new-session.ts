import { formatSessionToken, sessionTokenBytes } from '../../../contract/access.ts'
import { formatId, toSessionId } from '../../../contract/id.ts'
import type { HistoryRow } from '../../../db/commit.ts'
import { updateLogin } from '../../../db/store/logins.ts'
import { insertSession, type SessionRow } from '../../../db/store/sessions.ts'
import type { Ctx } from '../../context.ts'
import { hashKey } from '../access/hash-key.ts'
import { idleUntil, longestMs } from './session-lives.ts'

/** A session that is to begin: what goes into the commit, and the token that its person gets once. */
export interface NewSession {
  token: string
  row: SessionRow & { partnerId: number }
  history: HistoryRow
  write: D1PreparedStatement[]
}

/** Begins a session of a login, for the commit of what lets its person in. `by` is that: the code's id. */
export async function newSession(
  ctx: Ctx,
  { loginId, partnerId, by }: { loginId: number; partnerId: number; by: string },
): Promise<NewSession> {
  const token = formatSessionToken(ctx.randomBytes(sessionTokenBytes))
  const until = ctx.now + longestMs
  const row: SessionRow = {
    id: toSessionId(ctx.newId()),
    hash: await hashKey(token),
    loginId,
    startedAt: ctx.now,
    usedAt: ctx.now,
    idleUntil: idleUntil(ctx.now, until),
    until,
  }
  const data = { loginId: formatId('login', loginId), partnerId: formatId('partner', partnerId), codeId: by }
  return {
    token,
    row: { ...row, partnerId },
    history: { id: row.id, version: 1, event: 'signed_in', data },
    write: [insertSession(ctx.db, row), updateLogin(ctx.db, loginId, { lastSignedInAt: ctx.now })],
  }
}
