import { type Page, toPage } from '../../../contract/page.ts'
import { listMail, type MailPosition, type MailRow } from '../../../db/store/mailbox.ts'
import { Problem } from '../../problem.ts'

/** The development mailbox in pages, newest first. */
export async function listMessages<Item>(
  { db }: { db: D1Database },
  { limit, cursor, toItem }: { limit: number; cursor: string | undefined; toItem: (row: MailRow) => Item },
): Promise<Page<Item>> {
  const rows = await listMail(db, { behind: cursor === undefined ? null : positionOf(cursor), limit: limit + 1 })
  return toPage(rows, { limit, cursorOf: ({ at, id }) => `${at}.${id}`, toItem })
}

function positionOf(cursor: string): MailPosition {
  const [, at, id] = /^(\d{1,15})\.(.+)$/.exec(cursor) ?? []
  if (at !== undefined && id !== undefined) return { at: Number(at), id }
  const error = { pointer: 'cursor', code: 'INVALID', message: 'Expected the nextCursor of the page before.' }
  throw new Problem('INVALID_QUERY', { errors: [error] })
}
