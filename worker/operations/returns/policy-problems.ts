import { parseId } from '../../../contract/id.ts'
import type { FieldProblem } from '../../../contract/problem.ts'
import type { ReturnPolicy } from '../../../contract/return-policy.ts'
import { findTemplate } from '../../../db/store/templates.ts'
import type { Ctx } from '../../context.ts'

/** What is wrong with a return policy about to be saved: its template is one for returns, and archived only if it was chosen before. */
export async function policyProblems(
  ctx: Pick<Ctx, 'db'>,
  policy: ReturnPolicy | null | undefined,
  before: ReturnPolicy | null,
): Promise<FieldProblem[]> {
  const templateId = policy?.templateId ?? null
  if (templateId === null || templateId === before?.templateId) return []
  const template = await findTemplate(ctx.db, parseId('template', templateId)!)
  const wrong = (code: string, message: string) => [{ pointer: '/returnPolicy/templateId', code, message }]
  if (template === null) return wrong('NOT_FOUND', 'There is no such template.')
  if (template.kind !== 'return') return wrong('WRONG_KIND', 'This template is for something else.')
  return template.archivedAt === null ? [] : wrong('ARCHIVED', 'This template is archived.')
}
