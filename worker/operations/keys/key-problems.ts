import type { NewKey } from '../../../contract/key.ts'
import type { FieldProblem } from '../../../contract/problem.ts'
import { findLeadGroup } from '../../../db/store/lead-groups.ts'
import { findLeadType, type LeadTypeRow } from '../../../db/store/lead-types.ts'
import { findPartner, type PartnerRow } from '../../../db/store/partners.ts'
import type { Ctx } from '../../context.ts'
import { Problem } from '../../problem.ts'
import { leadTypeProblems, partnerProblems } from '../config/reference-problems.ts'
import { whyNotIntroduce } from '../leads/why-not-introduce.ts'
import { loadPreferences } from '../preferences/load-preferences.ts'

/** Why this key would open nothing: every reason at once. Problems: CAPTURE_DISABLED for an introducer's form (F7). */
export async function keyProblems(ctx: Ctx, key: NewKey): Promise<FieldProblem[]> {
  const late = key.expiresAt !== null && key.expiresAt <= ctx.now ? [alreadyExpired] : []
  if (key.kind === 'admin') return late
  if (key.kind === 'partner') return [...partnerProblems(await findPartner(ctx.db, key.partnerId)), ...late]
  const [introducer, leadType] = await Promise.all([
    key.partnerId === null ? null : findPartner(ctx.db, key.partnerId),
    findLeadType(ctx.db, key.leadTypeId),
  ])
  const ofIntroducer =
    key.partnerId === null ? [] : [...introducerProblems(introducer), ...(await groupProblems(ctx, key, leadType))]
  return [...ofIntroducer, ...leadTypeProblems(leadType), ...late]
}

/** Only a partner that introduces leads has a form of its own (F7). */
function introducerProblems(partner: PartnerRow | null): FieldProblem[] {
  const problems = partnerProblems(partner)
  if (problems.length > 0 || partner!.introduces) return problems
  return [{ pointer: '/partnerId', code: 'NOT_INTRODUCER', message: 'This partner does not introduce leads.' }]
}

/** An introducer's form takes leads for groups that introducers may hand in to (F8, F9), while F7 is on. */
async function groupProblems(ctx: Ctx, key: NewKey, leadType: LeadTypeRow | null): Promise<FieldProblem[]> {
  const [group, preferences] = await Promise.all([
    leadType === null ? null : findLeadGroup(ctx.db, leadType.leadGroupId),
    loadPreferences(ctx),
  ])
  const code = whyNotIntroduce(key, { introducersMayRefer: group?.introducersMayRefer ?? true, preferences })
  if (code === 'CAPTURE_DISABLED') throw new Problem(code)
  if (code === null) return []
  return [{ pointer: '/leadTypeId', code, message: 'Introducers may not hand in leads of this lead group.' }]
}

const alreadyExpired: FieldProblem = {
  pointer: '/expiresAt',
  code: 'IN_THE_PAST',
  message: 'Give an instant that lies ahead.',
}
