import type { Delivery, InternetDelivery } from '../../../contract/delivery.ts'
import type { Field } from '../../../contract/fields/field.ts'
import { parseId } from '../../../contract/id.ts'
import type { FieldProblem } from '../../../contract/problem.ts'
import { findTemplate } from '../../../db/store/templates.ts'
import type { Ctx } from '../../context.ts'
import { ruleProblems } from '../../delivery/answers/rule-problems.ts'
import { internetFormats } from '../../delivery/formats.ts'
import { mergeNames } from '../../delivery/mapping/merge-names.ts'
import { usedNames } from '../../delivery/mapping/used-names.ts'
import { addressProblem } from '../../outside/address.ts'
import { loadLeadFields } from '../templates/lead-fields.ts'

/**
 * Everything that is wrong with a delivery about to be saved, or tried: the address (ENGINE 5), what the format says of
 * its mapping and template, the answer rule, the e-mail template. A name that the saved settings use already passes: its
 * field may have gone since, and that must not keep anybody from changing the rest.
 */
export async function deliveryProblems(ctx: Ctx, delivery: Delivery, before: Delivery): Promise<FieldProblem[]> {
  const { email, internet } = delivery
  const [fields, ofTemplate] = await Promise.all([
    internet === null ? [] : loadLeadFields(ctx).then(({ all }) => all),
    deliveryTemplateProblems(ctx, '/delivery/email/templateId', {
      templateId: email?.templateId ?? null,
      before: before.email?.templateId ?? null,
    }),
  ])
  return [...ofTemplate, ...(internet === null ? [] : internetProblems(ctx, internet, { fields, before }))]
}

function internetProblems(
  ctx: Ctx,
  internet: InternetDelivery,
  { fields, before }: { fields: readonly Field[]; before: Delivery },
): FieldProblem[] {
  const base = '/delivery/internet'
  const message = addressProblem(internet.url, { development: ctx.env.ENVIRONMENT === 'development' })
  const known = new Set([...mergeNames(fields), ...(before.internet === null ? [] : usedNames(before.internet))])
  return [
    ...(message === null ? [] : [{ pointer: `${base}/url`, code: 'ADDRESS_NOT_ALLOWED', message }]),
    ...internetFormats[internet.format]
      .check(internet, known)
      .map((problem) => ({ ...problem, pointer: base + problem.pointer })),
    ...ruleProblems(internet.answer, `${base}/answer`),
  ]
}

/**
 * F30: a template for deliveries is of that kind, and not archived unless it was chosen before. Which one a partner has is
 * the broker's choice: to the partner itself others are not there.
 */
export async function deliveryTemplateProblems(
  ctx: Pick<Ctx, 'db' | 'actor'>,
  pointer: string,
  { templateId, before }: { templateId: string | null; before: string | null },
): Promise<FieldProblem[]> {
  if (templateId === null || templateId === before) return []
  const template = await findTemplate(ctx.db, parseId('template', templateId)!)
  const wrong = (code: string, message: string) => [{ pointer, code, message }]
  if (template === null || ctx.actor.kind === 'partner') return wrong('NOT_FOUND', 'There is no such template.')
  if (template.kind !== 'lead-delivery') return wrong('WRONG_KIND', 'This template is for something else.')
  return template.archivedAt === null ? [] : wrong('ARCHIVED', 'This template is archived.')
}
