import { eq } from 'drizzle-orm'
import type { NoticeChannel } from '../../contract/notice.ts'
import { orm } from '../client.ts'
import { must } from '../commit.ts'
import { noticePeople, noticeWordings } from '../schema/messages.ts'

export type WordingRow = typeof noticeWordings.$inferSelect

export type NoticePersonRow = typeof noticePeople.$inferSelect

/** One kind of notice by one channel, and whom it would go to. */
export interface NoticeOnItsWay {
  kind: string
  channel: NoticeChannel
  /** `lgn_3`: a login. `ptn_12`: a partner's contact address. null: whoever has this address. */
  person: string | null
  /** The e-mail address that it goes to; null where it goes by text. */
  address: string | null
  /** Whether it is for partners: then the address may be that of logins and of partners' contacts. */
  toPartner: boolean
}

/**
 * Whether whoever gets this has switched it off (P3): the address itself, or every person whose address it is. What nobody
 * touched is on.
 */
export async function isSwitchedOff(
  db: D1Database,
  { kind, channel, person, address, toPartner }: NoticeOnItsWay,
): Promise<boolean> {
  const row = await db
    .prepare(
      `WITH people (person) AS (SELECT ?1 WHERE ?1 IS NOT NULL
           UNION SELECT 'ptn_' || id FROM partners WHERE ?1 IS NULL AND ?3 AND contact_email = ?2 COLLATE NOCASE AND status <> 'closed'
           UNION SELECT 'lgn_' || id FROM logins WHERE ?1 IS NULL AND ?3 AND email = ?2 AND removed_at IS NULL),
         off (person) AS (SELECT n.person FROM notice_people n, json_each(n.off) WHERE json_each.value = ?4
           AND n.person IN (SELECT person FROM people UNION SELECT lower(?2)))
       SELECT EXISTS (SELECT 1 FROM off WHERE person = lower(?2)) AS address_off,
         (SELECT count(*) FROM people) AS people, (SELECT count(*) FROM off WHERE person <> coalesce(lower(?2), '')) AS off`,
    )
    .bind(person, address, Number(toPartner), `${kind}:${channel}`)
    .first<{ address_off: number; people: number; off: number }>()
  return row !== null && (row.address_off === 1 || (row.people > 0 && row.off === row.people))
}

/** What a person has switched off; null where they never switched anything. */
export const findNoticePerson = async (db: D1Database, person: string): Promise<NoticePersonRow | null> =>
  (await orm(db).select().from(noticePeople).where(eq(noticePeople.person, person)).get()) ?? null

export const putNoticePerson = (db: D1Database, { person, version, off }: NoticePersonRow): D1PreparedStatement =>
  db
    .prepare(
      `INSERT INTO notice_people (person, version, off) VALUES (?1, ?2, ?3)
       ON CONFLICT (person) DO UPDATE SET version = ?2, off = ?3`,
    )
    .bind(person, version, JSON.stringify(off))

export const listWordings = (db: D1Database): Promise<WordingRow[]> => orm(db).select().from(noticeWordings).all()

export const findWording = async (db: D1Database, kind: string): Promise<WordingRow | null> =>
  (await orm(db).select().from(noticeWordings).where(eq(noticeWordings.kind, kind)).get()) ?? null

export const putWording = (db: D1Database, { kind, version, templateId }: WordingRow): D1PreparedStatement =>
  db
    .prepare(
      `INSERT INTO notice_wordings (kind, version, template_id) VALUES (?1, ?2, ?3)
       ON CONFLICT (kind) DO UPDATE SET version = ?2, template_id = ?3`,
    )
    .bind(kind, version, templateId)

/** Stops the batch unless the broker's wordings are as they were read; they only rise and never leave. */
export const wordingsMustBe = (db: D1Database, rows: readonly WordingRow[]): D1PreparedStatement =>
  must(db, {
    ok: 'SELECT count(*) = ? AND coalesce(sum(version), 0) = ? FROM notice_wordings',
    word: 'VERSION_CONFLICT',
    params: [rows.length, rows.reduce((sum, { version }) => sum + version, 0)],
  })
