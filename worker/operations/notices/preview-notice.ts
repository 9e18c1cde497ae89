import { parseId } from '../../../contract/id.ts'
import type { Message } from '../../../contract/template.ts'
import { findWording } from '../../../db/store/notices.ts'
import { findTemplate } from '../../../db/store/templates.ts'
import type { Ctx } from '../../context.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { expectNoProblems } from '../config/checks.ts'
import { noticeNamed } from './notice-kinds.ts'
import { noticeMessage } from './notice-message.ts'
import { wordingProblems } from './set-wording.ts'

/**
 * A notice as it would be sent, with its examples: in the words of now, of a template (`tpl_2`), or (null) the standard
 * ones. Problems: NOT_FOUND, INVALID_BODY.
 */
export async function previewNotice(ctx: Ctx, kind: string, templateId: string | null | undefined): Promise<Message> {
  requireAdmin(ctx.actor)
  const notice = noticeNamed(kind)
  const id =
    templateId === undefined
      ? (await findWording(ctx.db, kind))?.templateId
      : templateId && parseId('template', templateId)
  const template = id ? await findTemplate(ctx.db, id) : null
  if (templateId) expectNoProblems(wordingProblems(notice, template, { isSame: true }))
  return noticeMessage(notice, template, notice.example)
}
