import type { NewTemplate, Template } from '../../../contract/template.ts'
import { insertTemplate, nextTemplateId } from '../../../db/store/templates.ts'
import type { Ctx } from '../../context.ts'
import { templateProblems } from '../../domain/template/template-problems.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { commitOrThrow } from '../commit-or-throw.ts'
import { expectNoProblems } from '../config/checks.ts'
import { retryOnRace } from '../retry-on-race.ts'
import { loadLeadFields } from './lead-fields.ts'
import { templateNames } from './template-names.ts'
import { toTemplate } from './template-view.ts'

/**
 * Makes a template (F64). Its tags must be well-formed and name what is known: a field of any lead type that is in use,
 * or a name of the house; in a notice what notices know. Problems: INVALID_BODY with part and position, NAME_TAKEN within its kind.
 */
export async function createTemplate(ctx: Ctx, template: NewTemplate): Promise<Template> {
  requireAdmin(ctx.actor)
  const { all } = await loadLeadFields(ctx)
  expectNoProblems(templateProblems(template, templateNames(template.kind, all)))
  return retryOnRace(async () => {
    const row = { ...template, id: await nextTemplateId(ctx.db), version: 1, archivedAt: null }
    const answer = toTemplate(row)
    await commitOrThrow(ctx, {
      history: [{ id: answer.id, version: 1, event: 'created', data: template }],
      write: [insertTemplate(ctx.db, row)],
      answer,
    })
    return answer
  })
}
