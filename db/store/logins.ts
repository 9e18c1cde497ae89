import { and, asc, count, eq, gt, isNotNull, isNull, max, ne, or, sql } from 'drizzle-orm'
import { orm, toStatement } from '../client.ts'
import { must } from '../commit.ts'
import { partners } from '../schema/config.ts'
import { logins } from '../schema/people.ts'

export type LoginRow = typeof logins.$inferSelect

export const findLogin = async (db: D1Database, id: number): Promise<LoginRow | null> =>
  (await orm(db).select().from(logins).where(eq(logins.id, id)).get()) ?? null

/** A login with the partner that it is for. */
export interface LoginOfPartner {
  login: LoginRow
  partner: { id: number; name: string; status: 'pending' | 'active' | 'suspended' | 'closed' }
}

/**
 * What this e-mail address can sign in to at `now`, where it was last first: accepted, or invited and still in time, at
 * partners that are not closed. Its case does not count.
 */
export const findUsableLogins = (db: D1Database, email: string, now: number): Promise<LoginOfPartner[]> =>
  orm(db)
    .select({ login: logins, partner: { id: partners.id, name: partners.name, status: partners.status } })
    .from(logins)
    .innerJoin(partners, eq(partners.id, logins.partnerId))
    .where(
      and(
        sql`${logins.email} = ${email} COLLATE NOCASE`,
        isNull(logins.removedAt),
        or(isNotNull(logins.acceptedAt), gt(logins.invitedUntil, now)),
        ne(partners.status, 'closed'),
      ),
    )
    .orderBy(sql`coalesce(${logins.lastSignedInAt}, 0) DESC`, asc(logins.id))
    .limit(50)
    .all()

/** The login that this partner already has for an e-mail address; removed ones do not count. */
export const findLoginOf = async (db: D1Database, partnerId: number, email: string): Promise<LoginRow | null> =>
  (await orm(db)
    .select()
    .from(logins)
    .where(
      and(eq(logins.partnerId, partnerId), sql`${logins.email} = ${email} COLLATE NOCASE`, isNull(logins.removedAt)),
    )
    .get()) ?? null

export type LoginState = 'invited' | 'lapsed' | 'active' | 'removed'

/** By id, behind `after`; removed ones only when asked for. One more than `limit` is read. */
export const listLogins = (
  db: D1Database,
  filter: { partnerId: number; after: number; limit: number; state: LoginState | undefined; now: number },
): Promise<LoginRow[]> =>
  orm(db)
    .select()
    .from(logins)
    .where(and(eq(logins.partnerId, filter.partnerId), gt(logins.id, filter.after), stateIs(filter)))
    .orderBy(asc(logins.id))
    .limit(filter.limit + 1)
    .all()

function stateIs({ state, now }: { state: LoginState | undefined; now: number }) {
  if (state === 'removed') return isNotNull(logins.removedAt)
  const here = isNull(logins.removedAt)
  if (state === undefined) return here
  if (state === 'active') return and(here, isNotNull(logins.acceptedAt))
  const open = and(here, isNull(logins.acceptedAt))
  return and(open, state === 'invited' ? gt(logins.invitedUntil, now) : sql`${logins.invitedUntil} <= ${now}`)
}

/** How many logins a partner has, removed ones left out. */
export async function countLogins(db: D1Database, partnerId: number): Promise<number> {
  const row = await orm(db)
    .select({ count: count() })
    .from(logins)
    .where(and(eq(logins.partnerId, partnerId), isNull(logins.removedAt)))
    .get()
  return row?.count ?? 0
}

export async function nextLoginId(db: D1Database): Promise<number> {
  const row = await orm(db)
    .select({ id: max(logins.id) })
    .from(logins)
    .get()
  return (row?.id ?? 0) + 1
}

export const insertLogin = (db: D1Database, row: LoginRow): D1PreparedStatement =>
  toStatement(db, orm(db).insert(logins).values(row))

/** Writes these columns and no others. Only `lastSignedInAt` changes without a version: that is housekeeping. */
export const updateLogin = (db: D1Database, id: number, columns: Partial<LoginRow>): D1PreparedStatement =>
  toStatement(db, orm(db).update(logins).set(columns).where(eq(logins.id, id)))

/** Stops the batch with LAST_LOGIN unless somebody else of the partner is in with full access. */
export const anotherFullLoginMustBe = (
  db: D1Database,
  { id, partnerId }: Pick<LoginRow, 'id' | 'partnerId'>,
): D1PreparedStatement =>
  must(db, {
    ok: `SELECT EXISTS (SELECT 1 FROM logins WHERE partner_id = ? AND id <> ? AND access = 'full'
      AND accepted_at IS NOT NULL AND removed_at IS NULL)`,
    word: 'LAST_LOGIN',
    params: [partnerId, id],
  })
