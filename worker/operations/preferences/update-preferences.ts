import type { PreferencesChanges, PreferencesView } from '../../../contract/preferences.ts'
import { patchPreferences } from '../../../db/store/preferences.ts'
import type { Ctx } from '../../context.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { loadBroker } from '../broker/load-broker.ts'
import { expectNoProblems, expectVersion } from '../config/checks.ts'
import { commitChange } from '../config/commit-change.ts'
import { given } from '../config/given.ts'
import { deliveryTemplateProblems } from '../partners/delivery-problems.ts'
import { policyProblems } from '../returns/policy-problems.ts'
import { loadPreferences } from './load-preferences.ts'
import { toPreferences } from './preferences-view.ts'
import { topUpProblems } from './top-up-problems.ts'

/**
 * Changes the preferences (F1). History keeps old and new, and every decision after the commit is made by the new ones:
 * they are read when it is made, and what reads them early checks their version at its commit.
 */
export async function updatePreferences(
  ctx: Ctx,
  { version: expected, ...wanted }: PreferencesChanges,
): Promise<PreferencesView> {
  requireAdmin(ctx.actor)
  const before = await loadPreferences(ctx)
  expectVersion(before, expected)
  const changes = given(wanted)
  const version = before.version + 1
  const settings = { ...before.settings, ...changes }
  if ('topUpMinimum' in changes || 'topUpMaximum' in changes || 'topUpSuggested' in changes)
    expectNoProblems(topUpProblems(settings, changes, (await loadBroker(ctx)).currency))
  expectNoProblems(
    await deliveryTemplateProblems(ctx, '/leadDeliveryTemplateId', {
      templateId: settings.leadDeliveryTemplateId,
      before: before.settings.leadDeliveryTemplateId,
    }),
  )
  expectNoProblems(await policyProblems(ctx, wanted.returnPolicy, before.settings.returnPolicy))

  return commitChange(ctx, {
    id: 'preferences',
    before: toPreferences(before),
    after: toPreferences({ version, settings }),
    write: [patchPreferences(ctx.db, { version, changes })],
  })
}
