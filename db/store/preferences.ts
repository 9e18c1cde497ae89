import { must } from '../commit.ts'

/** The one record of the tenant's preferences (F1); `settings` is JSON text of what was ever set. */
export interface PreferencesRow {
  version: number
  settings: string
}

export const findPreferences = async (db: D1Database): Promise<PreferencesRow> =>
  (await db.prepare('SELECT version, settings FROM preferences').first<PreferencesRow>())!

/**
 * Sets these keys and leaves the others as they are, also as never set. A null takes its key out, which is what null
 * means as a default.
 */
export const patchPreferences = (
  db: D1Database,
  { version, changes }: { version: number; changes: Record<string, unknown> },
): D1PreparedStatement =>
  db
    .prepare('UPDATE preferences SET version = ?, settings = json_patch(settings, ?)')
    .bind(version, JSON.stringify(changes))

/** Stops the batch unless the preferences are as they were read: a decision by them holds at its commit. */
export const preferencesMustBe = (db: D1Database, version: number): D1PreparedStatement =>
  must(db, { ok: 'SELECT version = ? FROM preferences', word: 'VERSION_CONFLICT', params: [version] })
