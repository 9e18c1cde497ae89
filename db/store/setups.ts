import { and, asc, eq, gt, inArray, max, ne, sql } from 'drizzle-orm'
import { orm, toStatement } from '../client.ts'
import { must } from '../commit.ts'
import { leadTypes, setupPlaces, setups } from '../schema/config.ts'

export type SetupRow = typeof setups.$inferSelect

/** A setup with what its lead type charges when it has no price of its own (F20, F39). */
export interface PricedSetup {
  setup: SetupRow
  defaultPrice: number
  nationalPrice: number | null
}

export const findSetup = async (db: D1Database, id: number): Promise<PricedSetup | null> =>
  (await orm(db)
    .select({ setup: setups, defaultPrice: leadTypes.defaultPrice, nationalPrice: leadTypes.nationalPrice })
    .from(setups)
    .innerJoin(leadTypes, eq(leadTypes.id, setups.leadTypeId))
    .where(eq(setups.id, id))
    .get()) ?? null

/** The places of a setup: 0 is all areas, the others are codes of worker/domain/places. */
export async function placesOfSetup(db: D1Database, setupId: number): Promise<number[]> {
  const rows = await orm(db)
    .select({ place: setupPlaces.place })
    .from(setupPlaces)
    .where(eq(setupPlaces.setupId, setupId))
    .orderBy(asc(setupPlaces.place))
    .all()
  return rows.map(({ place }) => place)
}

export interface ListedSetupRow extends PricedSetup {
  allAreas: number
  placeCount: number
}

/** By id, behind `after`; one more than `limit` is read, which says whether there is a next page. */
export const listSetups = (
  db: D1Database,
  filter: { after: number; limit: number; partnerId: number | undefined; leadTypeId: number | undefined },
): Promise<ListedSetupRow[]> =>
  orm(db)
    .select({
      setup: setups,
      defaultPrice: leadTypes.defaultPrice,
      nationalPrice: leadTypes.nationalPrice,
      allAreas: sql<number>`EXISTS (SELECT 1 FROM setup_places p WHERE p.setup_id = ${setups.id} AND p.place = 0)`,
      placeCount: sql<number>`(SELECT count(*) FROM setup_places p WHERE p.setup_id = ${setups.id} AND p.place <> 0)`,
    })
    .from(setups)
    .innerJoin(leadTypes, eq(leadTypes.id, setups.leadTypeId))
    .where(
      and(
        gt(setups.id, filter.after),
        filter.partnerId === undefined ? undefined : eq(setups.partnerId, filter.partnerId),
        filter.leadTypeId === undefined ? undefined : eq(setups.leadTypeId, filter.leadTypeId),
      ),
    )
    .orderBy(asc(setups.id))
    .limit(filter.limit + 1)
    .all()

/** Setups of a lead type that follow its price or its billing (F20). */
export interface FollowersRow {
  setups: number
  allAreas: boolean
  followsPrice: boolean
  followsBilling: boolean
}

/** How many setups of a lead type follow what it says, by what they follow and whether they have all areas. */
export async function countFollowers(db: D1Database, leadTypeId: number): Promise<FollowersRow[]> {
  const { results } = await db
    .prepare(
      `SELECT count(*) AS setups, s.price IS NULL AS follows_price, s.billing IS NULL AS follows_billing,
         EXISTS (SELECT 1 FROM setup_places p WHERE p.setup_id = s.id AND p.place = 0) AS all_areas
       FROM setups s WHERE s.lead_type_id = ? AND (s.price IS NULL OR s.billing IS NULL) GROUP BY 2, 3, 4 ORDER BY 2, 3, 4`,
    )
    .bind(leadTypeId)
    .all<{ setups: number; follows_price: number; follows_billing: number; all_areas: number }>()
  return results.map((row) => ({
    setups: row.setups,
    allAreas: row.all_areas === 1,
    followsPrice: row.follows_price === 1,
    followsBilling: row.follows_billing === 1,
  }))
}

/** The active setups of these lead types that have filters: what a change of fields must not break. */
export const listFilteredSetups = (db: D1Database, leadTypeIds: readonly number[]): Promise<SetupRow[]> =>
  orm(db)
    .select()
    .from(setups)
    .where(
      and(
        inArray(setups.leadTypeId, sql`(SELECT value FROM json_each(${JSON.stringify(leadTypeIds)}))`),
        eq(setups.active, true),
        ne(setups.filters, []),
      ),
    )
    .orderBy(asc(setups.id))
    .all()

/** Stops the batch unless those setups are as they were read. Versions only rise: any change moves number or sum. */
export const filteredSetupsMustBe = (
  db: D1Database,
  leadTypeIds: readonly number[],
  rows: readonly { version: number }[],
): D1PreparedStatement =>
  must(db, {
    ok: `SELECT count(*) = ? AND coalesce(sum(version), 0) = ? FROM setups
      WHERE lead_type_id IN (SELECT value FROM json_each(?)) AND active = 1 AND filters <> '[]'`,
    word: 'VERSION_CONFLICT',
    params: [rows.length, rows.reduce((sum, { version }) => sum + version, 0), JSON.stringify(leadTypeIds)],
  })

export async function nextSetupId(db: D1Database): Promise<number> {
  const row = await orm(db)
    .select({ id: max(setups.id) })
    .from(setups)
    .get()
  return (row?.id ?? 0) + 1
}

export const insertSetup = (db: D1Database, row: SetupRow): D1PreparedStatement =>
  toStatement(db, orm(db).insert(setups).values(row))

/** The version that rises with it wakes the setup's parked turns, so that statements behind this one find it awake. */
export const updateSetup = (db: D1Database, row: SetupRow): D1PreparedStatement =>
  toStatement(db, orm(db).update(setups).set(row).where(eq(setups.id, row.id)))

export const insertPlaces = (db: D1Database, setupId: number, places: readonly number[]): D1PreparedStatement =>
  db
    .prepare('INSERT INTO setup_places (setup_id, place) SELECT ?1, value FROM json_each(?2)')
    .bind(setupId, JSON.stringify(places))

export const deletePlaces = (db: D1Database, setupId: number, places: readonly number[]): D1PreparedStatement =>
  db
    .prepare('DELETE FROM setup_places WHERE setup_id = ?1 AND place IN (SELECT value FROM json_each(?2))')
    .bind(setupId, JSON.stringify(places))
