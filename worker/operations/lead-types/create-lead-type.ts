import { allFields, nameClashes } from '../../../contract/fields/field-list.ts'
import type { LeadType, NewLeadType } from '../../../contract/lead-type.ts'
import { findLeadGroup, groupMustBe } from '../../../db/store/lead-groups.ts'
import { insertLeadType, nextLeadTypeId } from '../../../db/store/lead-types.ts'
import type { Ctx } from '../../context.ts'
import { storedCharges } from '../../domain/billing/stored-charges.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { loadBroker } from '../broker/load-broker.ts'
import { commitOrThrow } from '../commit-or-throw.ts'
import { chargeProblems } from '../config/charges.ts'
import { currencyProblems, expectNoProblems } from '../config/checks.ts'
import { leadGroupProblems } from '../config/reference-problems.ts'
import { loadPreferences } from '../preferences/load-preferences.ts'
import { retryOnRace } from '../retry-on-race.ts'
import { policyProblems } from '../returns/policy-problems.ts'
import { consentWarnings } from './consent-warnings.ts'
import { toLeadType } from './lead-type-view.ts'
import { methodProblems } from './method-problems.ts'

/**
 * Makes a lead type in a group (F14). Not referable unless told; the name is its own within the group. Warns of what it
 * asks for in vain (F2, D1.23).
 */
export async function createLeadType(ctx: Ctx, settings: NewLeadType): Promise<LeadType> {
  requireAdmin(ctx.actor)
  return retryOnRace(async () => {
    const { leadGroupId, name, description, fields, referralMethod, defaultPrice, scope, requireFca } = settings
    const { selection, selfService, holdHours, requireConsent } = settings
    const { billingPoint, charges, nationalPrice, billingDays, returnPolicy, rerouteRefused } = settings
    const [{ currency }, group, id, preferences] = await Promise.all([
      loadBroker(ctx),
      findLeadGroup(ctx.db, leadGroupId),
      nextLeadTypeId(ctx.db),
      loadPreferences(ctx),
    ])
    expectNoProblems([
      ...leadGroupProblems(group),
      ...nameClashes({ saved: fields, others: group?.fields ?? [] }),
      ...(group === null ? [] : methodProblems(referralMethod, allFields(group, settings))),
      ...currencyProblems('/defaultPrice', defaultPrice, currency),
      ...currencyProblems('/nationalPrice', nationalPrice, currency),
      ...chargeProblems('/charges', charges, currency),
      ...(await policyProblems(ctx, returnPolicy, null)),
    ])

    const price = defaultPrice?.amount ?? 0
    const texts = { name, description, fields, referralMethod, scope, requireFca }
    const routing = { selection, selfService, holdHours, requireConsent }
    const billing = {
      billingPoint,
      charges: storedCharges(charges),
      nationalPrice: nationalPrice?.amount ?? null,
      billingDays,
      returnPolicy,
      rerouteRefused,
    }
    const row = { id, version: 1, leadGroupId, ...texts, ...routing, ...billing, defaultPrice: price, archivedAt: null }
    const view = toLeadType(row, currency, preferences.settings)
    const { id: leadTypeId, version, archivedAt: _, warnings, ...created } = view
    const answer = { ...view, warnings: [...warnings, ...consentWarnings(requireConsent, allFields(group!, settings))] }
    await commitOrThrow(ctx, {
      history: [{ id: leadTypeId, version, event: 'created', data: created }],
      write: [groupMustBe(ctx.db, group!), insertLeadType(ctx.db, row)],
      answer,
    })
    return answer
  })
}
