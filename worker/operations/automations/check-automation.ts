import type { Condition, Step } from '../../../contract/automation.ts'
import { parseId } from '../../../contract/id.ts'
import type { FieldProblem } from '../../../contract/problem.ts'
import { findLeadGroup, groupMustBe } from '../../../db/store/lead-groups.ts'
import { findLeadType, type LeadTypeRow, leadTypeMustBe } from '../../../db/store/lead-types.ts'
import { findPartner } from '../../../db/store/partners.ts'
import { channels } from '../../capture/channels.ts'
import type { Ctx } from '../../context.ts'
import { filterProblems } from '../../domain/filters/filter-problems.ts'
import { expectNoProblems } from '../config/checks.ts'
import { leadTypeProblems, partnerProblems } from '../config/reference-problems.ts'
import { loadLeadFields } from '../templates/lead-fields.ts'
import { actionFor } from './actions.ts'
import { stageProblems } from './stage-problems.ts'

interface Checkable {
  leadTypeId: number | null
  condition: Condition
  steps: readonly Step[]
}

/**
 * Refuses an automation about to be saved with everything that is wrong with it, each with its pointer. Gives what its
 * commit must begin with, so that what it was checked against is still so.
 */
export async function checkAutomation(
  ctx: Ctx,
  { leadTypeId, condition, steps }: Checkable,
  before: readonly Step[] = [],
): Promise<D1PreparedStatement[]> {
  const [leadType, leadFields] = await Promise.all([
    leadTypeId === null ? null : findLeadType(ctx.db, leadTypeId),
    loadLeadFields(ctx),
  ])
  const fields = leadTypeId === null ? leadFields.all : leadFields.of(leadTypeId)
  const checked = await Promise.all(
    steps.map(({ action }, i) =>
      actionFor(action).check(ctx, action, {
        fields,
        pointer: `/steps/${i}/action`,
        before: before.map((step) => step.action),
      }),
    ),
  )
  expectNoProblems([
    ...(leadTypeId === null ? [] : leadTypeProblems(leadType)),
    ...clauseProblems(condition, leadType && leadFields.of(leadType.id)),
    ...(await stageProblems(
      ctx,
      condition.stages.map((stage, i) => ({ stage, pointer: `/condition/stages/${i}` })),
    )),
    ...(await introducerProblems(ctx, condition)),
    ...channelProblems(condition),
    ...checked.flatMap(({ errors }) => errors),
  ])
  return [...(await fieldGuards(ctx, leadType)), ...checked.flatMap(({ guards = [] }) => guards)]
}

/** A clause is about a field of the lead type, so it needs one. */
function clauseProblems({ filters }: Condition, fields: Parameters<typeof filterProblems>[1] | null): FieldProblem[] {
  const pointer = '/condition/filters'
  if (fields !== null || filters.length === 0) return filterProblems(filters, fields ?? [], pointer)
  return [{ pointer, code: 'NEEDS_LEAD_TYPE', message: 'Choose a lead type: these ask for its fields.' }]
}

async function introducerProblems(ctx: Ctx, { introducers }: Condition): Promise<FieldProblem[]> {
  const found = await Promise.all(introducers.map((id) => findPartner(ctx.db, parseId('partner', id)!)))
  return found.flatMap((partner, i) =>
    partner === null
      ? partnerProblems(partner).map((problem) => ({ ...problem, pointer: `/condition/introducers/${i}` }))
      : [],
  )
}

function channelProblems({ channels: asked }: Condition): FieldProblem[] {
  const known: readonly string[] = channels.map(({ channel }) => channel)
  return asked.flatMap((name, i) =>
    known.includes(name)
      ? []
      : [
          {
            pointer: `/condition/channels/${i}`,
            code: 'UNKNOWN_CHANNEL',
            message: `Leads come by ${known.join(', ')}.`,
          },
        ],
  )
}

/** The fields that it was checked against are the lead type's and its group's. */
async function fieldGuards(ctx: Ctx, leadType: LeadTypeRow | null): Promise<D1PreparedStatement[]> {
  if (leadType === null) return []
  const group = await findLeadGroup(ctx.db, leadType.leadGroupId)
  return [leadTypeMustBe(ctx.db, leadType), ...(group === null ? [] : [groupMustBe(ctx.db, group)])]
}
