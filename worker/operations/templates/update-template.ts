import { formatId } from '../../../contract/id.ts'
import type { FieldProblem } from '../../../contract/problem.ts'
import type { Template, TemplateChanges } from '../../../contract/template.ts'
import { type AutomationRow, liveAutomations, liveAutomationsMustBe } from '../../../db/store/automations.ts'
import { listWordings, type WordingRow, wordingsMustBe } from '../../../db/store/notices.ts'
import { findTemplate, type TemplateRow, updateTemplate as updateTemplateRow } from '../../../db/store/templates.ts'
import type { Ctx } from '../../context.ts'
import { knownNames } from '../../domain/template/known-names.ts'
import { templateProblems } from '../../domain/template/template-problems.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { expectLive, expectNoProblems, expectVersion, found } from '../config/checks.ts'
import { commitChange } from '../config/commit-change.ts'
import { given } from '../config/given.ts'
import { noticeNamed, noticeNames } from '../notices/notice-kinds.ts'
import { type LeadFields, loadLeadFields } from './lead-fields.ts'
import { templateNames } from './template-names.ts'
import { toTemplate } from './template-view.ts'

/**
 * Changes a template (F64). It must go on suiting every automation that uses it, each of which knows the fields of its own
 * lead type only, and every notice that it words. What was sent before stays as it was sent.
 */
export async function updateTemplate(
  ctx: Ctx,
  templateId: number,
  { version, ...changes }: TemplateChanges,
): Promise<Template> {
  requireAdmin(ctx.actor)
  const [row, fields, automations, wordings] = await Promise.all([
    findTemplate(ctx.db, templateId),
    loadLeadFields(ctx),
    liveAutomations(ctx.db),
    listWordings(ctx.db),
  ])
  const before = found(row)
  expectLive(before)
  expectVersion(before, version)
  const after = { ...before, ...given(changes), version: before.version + 1 }
  expectNoProblems(templateProblems(after, templateNames(after.kind, fields.all)))
  expectNoProblems(wordings.filter(words(after)).flatMap((wording) => unfit(after, wording)))
  expectNoProblems(automations.filter(uses(after)).flatMap((automation) => misfits(after, automation, fields)))

  return commitChange(ctx, {
    id: formatId('template', templateId),
    before: toTemplate(before),
    after: toTemplate(after),
    write: [
      liveAutomationsMustBe(ctx.db, automations),
      wordingsMustBe(ctx.db, wordings),
      updateTemplateRow(ctx.db, after),
    ],
  })
}

const words =
  ({ id }: TemplateRow) =>
  ({ templateId }: WordingRow): boolean =>
    templateId === id

const unfit = (template: TemplateRow, { kind }: WordingRow): FieldProblem[] =>
  templateProblems(template, noticeNames(noticeNamed(kind))).map((problem) => ({
    ...problem,
    message: `${problem.message} The notice “${kind}” is worded by this template, and knows none.`,
  }))

const uses =
  ({ id }: TemplateRow) =>
  ({ steps }: AutomationRow): boolean =>
    steps.some(({ action }) => action.kind === 'email' && action.templateId === formatId('template', id))

function misfits(template: TemplateRow, { name, leadTypeId }: AutomationRow, fields: LeadFields): FieldProblem[] {
  if (leadTypeId === null) return []
  return templateProblems(template, knownNames(template.kind, fields.of(leadTypeId))).map((problem) => ({
    ...problem,
    message: `${problem.message} The automation “${name}” uses this template, and its leads have none.`,
  }))
}
