import { formatId } from '../../../contract/id.ts'
import type { Session } from '../../../contract/sign-in.ts'
import { toIso } from '../../../contract/time.ts'
import type { SessionRow } from '../../../db/store/sessions.ts'
import type { Actor } from '../../context.ts'

/** A session as the API shows it; `actor` says which one is the caller's own. */
export const toSession = (row: SessionRow & { partnerId: number }, actor: Actor): Session => ({
  id: row.id,
  loginId: formatId('login', row.loginId),
  partnerId: formatId('partner', row.partnerId),
  startedAt: toIso(row.startedAt),
  lastUsedAt: toIso(row.usedAt),
  expiresAt: toIso(row.idleUntil),
  endsAt: toIso(row.until),
  current: 'sessionId' in actor && actor.sessionId === row.id,
})
