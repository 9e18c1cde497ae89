import type { NewKey } from '../../../contract/key.ts'
import type { FieldProblem } from '../../../contract/problem.ts'
import { findLeadType } from '../../../db/store/lead-types.ts'
import { findPartner, type PartnerRow } from '../../../db/store/partners.ts'
import type { Ctx } from '../../context.ts'
import { leadTypeProblems, partnerProblems } from '../config/reference-problems.ts'

/** Why this key would open nothing: every reason at once. */
export async function keyProblems(ctx: Ctx, key: NewKey): Promise<FieldProblem[]> {
  const late = key.expiresAt !== null && key.expiresAt <= ctx.now ? [alreadyExpired] : []
  if (key.kind === 'admin') return late
  if (key.kind === 'partner') return [...partnerProblems(await findPartner(ctx.db, key.partnerId)), ...late]
  const [introducer, leadType] = await Promise.all([
    key.partnerId === null ? null : findPartner(ctx.db, key.partnerId),
    findLeadType(ctx.db, key.leadTypeId),
  ])
  return [...(key.partnerId === null ? [] : introducerProblems(introducer)), ...leadTypeProblems(leadType), ...late]
}

/** Only a partner that introduces leads has a form of its own (F7). */
function introducerProblems(partner: PartnerRow | null): FieldProblem[] {
  const problems = partnerProblems(partner)
  if (problems.length > 0 || partner!.introduces) return problems
  return [{ pointer: '/partnerId', code: 'NOT_INTRODUCER', message: 'This partner does not introduce leads.' }]
}

const alreadyExpired: FieldProblem = {
  pointer: '/expiresAt',
  code: 'IN_THE_PAST',
  message: 'Give an instant that lies ahead.',
}
