import type { SuppressionsChecked } from '../../../contract/suppression.ts'
import { selectListed } from '../../../db/store/suppressions.ts'
import type { Ctx } from '../../context.ts'
import { readContacts, readKeys } from './read-contacts.ts'
import { everybody, listOf } from './suppression-list.ts'

/**
 * On which list each of some people stands, in the order that was asked; who stands on both is on everybody's. A
 * partner's key is told about its own list only: what people asked of the broker is not its business.
 * Problems: NOT_FOUND for a partner's key with somebody else's list.
 */
export async function checkSuppressions(
  ctx: Ctx,
  { contacts, partnerId }: { contacts: readonly string[]; partnerId: number | null },
): Promise<SuppressionsChecked> {
  const list = listOf(ctx.actor, partnerId)
  const partnerIds = ctx.actor.kind === 'partner' ? [list] : [...new Set([list, everybody])]
  const read = await readContacts(ctx.env.TENANT_SECRET, contacts)
  const { results } = await selectListed(ctx.db, { keys: readKeys(read), partnerIds }).all<Listed>()
  const lists = new Map<string, number>()
  for (const { key, partner_id } of results) lists.set(key, Math.min(partner_id, lists.get(key) ?? partner_id))
  return { results: read.keys.map((key) => (key === null ? 'unread' : stateOf(lists.get(key)))) }
}

type Listed = { key: string; partner_id: number }

const stateOf = (partnerId: number | undefined) =>
  partnerId === undefined ? 'none' : partnerId === everybody ? 'everybody' : 'partner'
