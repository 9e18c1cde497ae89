import type { PreferencesView } from '../../../contract/preferences.ts'
import type { Ctx } from '../../context.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { loadPreferences } from './load-preferences.ts'
import { toPreferences } from './preferences-view.ts'

export async function readPreferences(ctx: Ctx): Promise<PreferencesView> {
  requireAdmin(ctx.actor)
  return toPreferences(await loadPreferences(ctx))
}
