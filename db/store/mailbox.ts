import { and, desc, eq, lt, or } from 'drizzle-orm'
import { orm } from '../client.ts'
import { mailbox } from '../schema/records.ts'

export type MailRow = typeof mailbox.$inferSelect

/** Where a page of messages goes on: behind this one. */
export type MailPosition = Pick<MailRow, 'at' | 'id'>

/** Messages of the development mailbox, newest first. */
export const listMail = (
  db: D1Database,
  { behind, limit }: { behind: MailPosition | null; limit: number },
): Promise<MailRow[]> =>
  orm(db)
    .select()
    .from(mailbox)
    .where(
      behind === null
        ? undefined
        : or(lt(mailbox.at, behind.at), and(eq(mailbox.at, behind.at), lt(mailbox.id, behind.id))),
    )
    .orderBy(desc(mailbox.at), desc(mailbox.id))
    .limit(limit)

export async function findMail(db: D1Database, id: string): Promise<MailRow | null> {
  return (await orm(db).select().from(mailbox).where(eq(mailbox.id, id)).get()) ?? null
}
