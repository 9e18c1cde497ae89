import * as v from 'valibot'
import { type Preferences, preferencesSchema } from '../../../contract/preferences.ts'
import { findPreferences } from '../../../db/store/preferences.ts'
import type { Ctx } from '../../context.ts'

export interface LoadedPreferences {
  version: number
  settings: Preferences
}

/** The tenant's preferences as they are now (F1). */
export async function loadPreferences(ctx: Pick<Ctx, 'db'>): Promise<LoadedPreferences> {
  const { version, settings } = await findPreferences(ctx.db)
  return { version, settings: readPreferences(settings) }
}

/** What is stored, with the defaults of what was never set. */
export const readPreferences = (stored: string): Preferences => v.parse(preferencesSchema, JSON.parse(stored))
