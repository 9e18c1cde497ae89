import type { SuppressionsRemoved } from '../../../contract/suppression.ts'
import { deleteSuppressions, lookAtHeldLeads } from '../../../db/store/suppressions.ts'
import type { Ctx } from '../../context.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { commitOrThrow } from '../commit-or-throw.ts'
import { readContacts, readKeys } from './read-contacts.ts'
import { listName, listOf, readListed } from './suppression-list.ts'

/**
 * Takes people off a suppression list: a mistake, or somebody who changed their mind. History keeps the reason and the
 * keyed hashes, which tell nobody who it was and let whoever knows find out what happened. Leads that wait are looked
 * at again (D21). Problems: INVALID_BODY when there is no such partner.
 */
export async function removeSuppressions(
  ctx: Ctx,
  { contacts, partnerId, reason }: { contacts: readonly string[]; partnerId: number | null; reason: string },
): Promise<SuppressionsRemoved> {
  requireAdmin(ctx.actor)
  const list = listOf(ctx.actor, partnerId)
  const read = await readContacts(ctx.env.TENANT_SECRET, contacts)
  const keys = readKeys(read)
  const listed = await readListed(ctx, { partnerId: list, keys })
  const removed = keys.filter((key) => listed.has(key))
  const answer = {
    removed: removed.length,
    missing: contacts.length - read.unread.length - removed.length,
    unread: read.unread,
  }
  const data = { list: listName(list), count: removed.length, reason, keys: removed }
  const isChange = removed.length > 0
  await commitOrThrow(ctx, {
    history: isChange ? [{ id: `sup_${ctx.newId()}`, version: 1, event: 'suppressions.removed', data }] : [],
    write: isChange ? [deleteSuppressions(ctx.db, { keys: removed, partnerId: list }), lookAtHeldLeads(ctx.db)] : [],
    answer,
  })
  return answer
}
