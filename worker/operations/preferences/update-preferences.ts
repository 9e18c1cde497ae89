import type { PreferencesChanges, PreferencesView } from '../../../contract/preferences.ts'
import { patchPreferences } from '../../../db/store/preferences.ts'
import type { Ctx } from '../../context.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { expectVersion } from '../config/checks.ts'
import { commitChange } from '../config/commit-change.ts'
import { given } from '../config/given.ts'
import { loadPreferences } from './load-preferences.ts'
import { toPreferences } from './preferences-view.ts'

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

  return commitChange(ctx, {
    id: 'preferences',
    before: toPreferences(before),
    after: toPreferences({ version, settings: { ...before.settings, ...changes } }),
    write: [patchPreferences(ctx.db, { version, changes })],
  })
}
