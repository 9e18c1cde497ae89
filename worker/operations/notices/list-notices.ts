import type { NoticeKindView } from '../../../contract/notice.ts'
import { listWordings } from '../../../db/store/notices.ts'
import type { Ctx } from '../../context.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { everyNotice } from './notice-kinds.ts'
import { toNoticeKind } from './notice-view.ts'

/** Every kind of notice, with what it may say and in whose words it is sent. */
export async function listNotices(ctx: Ctx): Promise<{ items: NoticeKindView[] }> {
  requireAdmin(ctx.actor)
  const wordings = await listWordings(ctx.db)
  return {
    items: everyNotice.map((notice) => toNoticeKind(notice, wordings.find(({ kind }) => kind === notice.kind) ?? null)),
  }
}
