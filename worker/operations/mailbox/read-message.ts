import { findMail, type MailRow } from '../../../db/store/mailbox.ts'
import { Problem } from '../../problem.ts'

/** One message of the development mailbox. */
export async function readMessage({ db }: { db: D1Database }, id: string): Promise<MailRow> {
  const row = await findMail(db, id)
  if (row === null) throw new Problem('NOT_FOUND')
  return row
}
