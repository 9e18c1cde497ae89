import { parseId } from '../../../contract/id.ts'
import type { NoticeKindView, NoticeWording } from '../../../contract/notice.ts'
import type { FieldProblem } from '../../../contract/problem.ts'
import { findWording, putWording } from '../../../db/store/notices.ts'
import { findTemplate, type TemplateRow, templateMustBe } from '../../../db/store/templates.ts'
import type { Ctx } from '../../context.ts'
import { unknownNames } from '../../domain/template/template-problems.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { expectNoProblems, expectVersion } from '../config/checks.ts'
import { commitChange } from '../config/commit-change.ts'
import { type AnyNotice, noticeNamed, noticeNames } from './notice-kinds.ts'
import { toNoticeKind } from './notice-view.ts'

/**
 * Lets a template of the broker's word a kind of notice; null goes back to the standard words. The template may name only
 * what this notice knows. What is on its way takes the words of when it is sent. Problems: NOT_FOUND, VERSION_CONFLICT,
 * INVALID_BODY.
 */
export async function setWording(
  ctx: Ctx,
  kind: string,
  { version, templateId }: NoticeWording,
): Promise<NoticeKindView> {
  requireAdmin(ctx.actor)
  const notice = noticeNamed(kind)
  const before = (await findWording(ctx.db, kind)) ?? { kind, version: 0, templateId: null }
  expectVersion(before, version)
  const id = templateId === null ? null : parseId('template', templateId)!
  const template = id === null ? null : await findTemplate(ctx.db, id)
  if (id !== null) expectNoProblems(wordingProblems(notice, template, { isSame: id === before.templateId }))
  const after = { kind, version: before.version + 1, templateId: id }
  return commitChange(ctx, {
    id: `notice_${kind}`,
    before: toNoticeKind(notice, before),
    after: toNoticeKind(notice, after),
    write: [...(template === null ? [] : [templateMustBe(ctx.db, template)]), putWording(ctx.db, after)],
  })
}

/** Why a template cannot word this notice. One that words it already may be archived by now. */
export function wordingProblems(
  notice: AnyNotice,
  template: TemplateRow | null,
  { isSame = false }: { isSame?: boolean } = {},
): FieldProblem[] {
  const wrong = (code: string, message: string) => [{ pointer: '/templateId', code, message }]
  if (template === null) return wrong('NOT_FOUND', 'There is no such template.')
  if (template.kind !== 'notice') return wrong('WRONG_KIND', 'This template is for something else.')
  if (template.archivedAt !== null && !isSame) return wrong('ARCHIVED', 'This template is archived.')
  const unknown = unknownNames(template, noticeNames(notice))
  return unknown.length === 0
    ? []
    : wrong('UNKNOWN_FIELD', `It names what this notice does not know: ${unknown.join(', ')}.`)
}
