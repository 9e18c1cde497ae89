import type { Field } from '../../../contract/fields/field.ts'
import { formatId, parseId } from '../../../contract/id.ts'
import { type AutomationRow, liveAutomations, liveAutomationsMustBe } from '../../../db/store/automations.ts'
import { findTemplates, type TemplateRow, templateMustBe } from '../../../db/store/templates.ts'
import type { Ctx } from '../../context.ts'
import { filterProblems } from '../../domain/filters/filter-problems.ts'
import { knownNames } from '../../domain/template/known-names.ts'
import { unknownNames } from '../../domain/template/template-problems.ts'
import { asTemplate } from './actions/sms.ts'

/**
 * The fields that automations of these lead types ask for, by a clause or in a template, and that would not be there any
 * more, or not like that, with these fields. `write` goes into the batch, so that none asks for more in the meantime.
 */
export async function automationsAsking(
  ctx: Ctx,
  types: readonly { leadTypeId: number; fields: readonly Field[] }[],
): Promise<{ missing: { name: string; user: string }[]; write: D1PreparedStatement[] }> {
  if (types.length === 0) return { missing: [], write: [] }
  const all = await liveAutomations(ctx.db)
  const asking = all.flatMap((automation) => {
    const type = types.find(({ leadTypeId }) => leadTypeId === automation.leadTypeId)
    return type === undefined ? [] : [{ automation, fields: type.fields }]
  })
  const ids = [...new Set(asking.flatMap(({ automation }) => templateIds(automation)))]
  const templates = ids.length === 0 ? [] : await findTemplates(ctx.db, ids)
  return {
    missing: asking.flatMap(({ automation, fields }) =>
      missingNames(automation, { fields, templates }).map((name) => ({
        name,
        user: formatId('automation', automation.id),
      })),
    ),
    write: [liveAutomationsMustBe(ctx.db, all), ...templates.map((template) => templateMustBe(ctx.db, template))],
  }
}

function missingNames(
  automation: AutomationRow,
  { fields, templates }: { fields: readonly Field[]; templates: readonly TemplateRow[] },
): string[] {
  const own = templateIds(automation)
  const known = knownNames('automation', fields)
  return [
    ...new Set([
      ...automation.condition.filters
        .filter((clause) => filterProblems([clause], fields, '').length > 0)
        .map(({ field }) => field),
      ...templates.filter(({ id }) => own.includes(id)).flatMap((template) => unknownNames(template, known)),
      ...automation.steps.flatMap(({ action }) =>
        action.kind === 'sms' ? unknownNames(asTemplate(action.text), known) : [],
      ),
    ]),
  ]
}

const templateIds = ({ steps }: AutomationRow): number[] =>
  steps.flatMap(({ action }) => (action.kind === 'email' ? [parseId('template', action.templateId)!] : []))
