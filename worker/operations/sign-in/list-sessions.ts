import * as v from 'valibot'
import { sessionIdSchema } from '../../../contract/id.ts'
import { type Page, toPage } from '../../../contract/page.ts'
import type { Session, SessionQuery } from '../../../contract/sign-in.ts'
import { listSessions as listSessionRows } from '../../../db/store/sessions.ts'
import type { Ctx } from '../../context.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { badCursor } from '../page-start.ts'
import { toSession } from './session-view.ts'

/**
 * Who is signed in now, newest first: for an admin everybody, for a person their own sessions, for a partner's key those
 * of all its people.
 */
export async function listSessions(
  ctx: Ctx,
  { cursor, limit, loginId, partnerId }: SessionQuery,
): Promise<Page<Session>> {
  const { actor } = ctx
  if (actor.kind !== 'partner') requireAdmin(actor)
  if (cursor !== undefined && !v.is(sessionIdSchema, cursor)) throw badCursor()
  const rows = await listSessionRows(ctx.db, {
    before: cursor ?? null,
    limit,
    now: ctx.now,
    loginId: 'loginId' in actor ? actor.loginId : loginId,
    partnerId: actor.kind === 'partner' ? actor.partnerId : partnerId,
  })
  return toPage(rows, { limit, cursorOf: ({ id }) => id, toItem: (row) => toSession(row, actor) })
}
