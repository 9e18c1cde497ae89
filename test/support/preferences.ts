import type { Preferences } from '../../contract/preferences.ts'

/** Everything that partners and introducers may be allowed to do themselves. */
export const selfServiceOn: Partial<Preferences> = {
  partnersProvideFca: true,
  partnersPause: true,
  captureTool: true,
  introducersAnyGroup: true,
}

/** Writes preferences straight into the database, with their history. */
export const setPreferences = (db: D1Database, settings: Partial<Preferences>): D1PreparedStatement[] => [
  db.prepare(
    `INSERT INTO history (id, version, event, actor, at, commit_id)
     SELECT 'preferences', version + 1, 'world.built', 'world', 0, 'world' FROM preferences`,
  ),
  db
    .prepare('UPDATE preferences SET version = version + 1, settings = json_patch(settings, ?)')
    .bind(JSON.stringify(settings)),
]
