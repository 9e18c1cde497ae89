import type { Preferences } from '../../../contract/preferences.ts'
import { type LeadTypeRow, leadTypeMustBe } from '../../../db/store/lead-types.ts'
import { preferencesMustBe } from '../../../db/store/preferences.ts'
import type { Ctx } from '../../context.ts'
import { Problem } from '../../problem.ts'
import { loadPreferences } from '../preferences/load-preferences.ts'

/** What decides whether a partner chooses a lead type itself. */
export interface Chooser {
  /** Leads are referred to it at all. */
  buys: boolean
  preferences: Pick<Preferences, 'buyersChangeSettings'>
}

/**
 * Whether a partner may choose a lead type itself and change what it chose: where the preference (F6) and the lead type
 * (F22) both allow, and the type is in use and referred at all. What it has stays when it may not.
 */
export const mayChoose = (
  { buys, preferences }: Chooser,
  { selfService, archivedAt, referralMethod }: Pick<LeadTypeRow, 'selfService' | 'archivedAt' | 'referralMethod'>,
): boolean => buys && preferences.buyersChangeSettings && selfService && archivedAt === null && referralMethod !== null

/** What the commit must still find so, that the partner may do this itself. Problems: SELF_SERVICE_DISABLED. */
export async function mustMayChoose(
  ctx: Ctx,
  { buys }: Pick<Chooser, 'buys'>,
  type: LeadTypeRow,
): Promise<D1PreparedStatement[]> {
  const { version, settings } = await loadPreferences(ctx)
  if (!mayChoose({ buys, preferences: settings }, type)) throw new Problem('SELF_SERVICE_DISABLED')
  return [preferencesMustBe(ctx.db, version), leadTypeMustBe(ctx.db, type)]
}
