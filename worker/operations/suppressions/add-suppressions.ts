import type { SuppressionsAdded } from '../../../contract/suppression.ts'
import { insertSuppressions } from '../../../db/store/suppressions.ts'
import type { Ctx } from '../../context.ts'
import { commitOrThrow } from '../commit-or-throw.ts'
import { readContacts, readKeys } from './read-contacts.ts'
import { listName, listOf, readListed } from './suppression-list.ts'

/**
 * Puts people on a suppression list for good, as keyed hashes (D1.22, D11): they survive the erasure of every lead of
 * theirs. Each import is a thing of its own in history (`sup_…`), since nothing is changed that two of them could fight
 * over; it says how many and never who. Who is on the list already is not added again, and a repeat writes nothing.
 * Problems: NOT_FOUND for a partner's key with somebody else's list, INVALID_BODY when there is no such partner.
 */
export async function addSuppressions(
  ctx: Ctx,
  { contacts, partnerId }: { contacts: readonly string[]; partnerId: number | null },
): Promise<SuppressionsAdded> {
  const list = listOf(ctx.actor, partnerId)
  const read = await readContacts(ctx.env.TENANT_SECRET, contacts)
  const keys = readKeys(read)
  const listed = await readListed(ctx, { partnerId: list, keys })
  const added = keys.filter((key) => !listed.has(key))
  const answer = {
    added: added.length,
    known: contacts.length - read.unread.length - added.length,
    unread: read.unread,
  }
  const data = { list: listName(list), count: added.length }
  const isChange = added.length > 0
  await commitOrThrow(ctx, {
    history: isChange ? [{ id: `sup_${ctx.newId()}`, version: 1, event: 'suppressions.added', data }] : [],
    write: isChange ? [insertSuppressions(ctx.db, { keys: added, partnerId: list, at: ctx.now })] : [],
    answer,
  })
  return answer
}
