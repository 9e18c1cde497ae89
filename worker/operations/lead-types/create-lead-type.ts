import { allFields, nameClashes } from '../../../contract/fields/field-list.ts'
import type { LeadType, NewLeadType } from '../../../contract/lead-type.ts'
import { findLeadGroup, groupMustBe } from '../../../db/store/lead-groups.ts'
import { insertLeadType, nextLeadTypeId } from '../../../db/store/lead-types.ts'
import type { Ctx } from '../../context.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { loadBroker } from '../broker/load-broker.ts'
import { commitOrThrow } from '../commit-or-throw.ts'
import { currencyProblems, expectNoProblems } from '../config/checks.ts'
import { leadGroupProblems } from '../config/reference-problems.ts'
import { retryOnRace } from '../retry-on-race.ts'
import { toLeadType } from './lead-type-view.ts'
import { methodProblems } from './method-problems.ts'

/** Makes a lead type in a group (F14). Not referable unless told; the name is its own within the group. */
export async function createLeadType(ctx: Ctx, settings: NewLeadType): Promise<LeadType> {
  requireAdmin(ctx.actor)
  return retryOnRace(async () => {
    const { leadGroupId, name, description, fields, referralMethod, defaultPrice, scope, requireFca } = settings
    const [{ currency }, group, id] = await Promise.all([
      loadBroker(ctx),
      findLeadGroup(ctx.db, leadGroupId),
      nextLeadTypeId(ctx.db),
    ])
    expectNoProblems([
      ...leadGroupProblems(group),
      ...nameClashes({ saved: fields, others: group?.fields ?? [] }),
      ...(group === null ? [] : methodProblems(referralMethod, allFields(group, settings))),
      ...currencyProblems('/defaultPrice', defaultPrice, currency),
    ])

    const price = defaultPrice?.amount ?? 0
    const texts = { name, description, fields, referralMethod, scope, requireFca }
    const row = { id, version: 1, leadGroupId, ...texts, defaultPrice: price, archivedAt: null }
    const answer = toLeadType(row, currency)
    const { id: leadTypeId, version, archivedAt: _, ...created } = answer
    await commitOrThrow(ctx, {
      history: [{ id: leadTypeId, version, event: 'created', data: created }],
      write: [groupMustBe(ctx.db, group!), insertLeadType(ctx.db, row)],
      answer,
    })
    return answer
  })
}
