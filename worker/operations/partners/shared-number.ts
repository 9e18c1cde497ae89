import { formatId } from '../../../contract/id.ts'
import type { Warning } from '../../../contract/warning.ts'
import { findMobileOwners, type PartnerRow } from '../../../db/store/partners.ts'
import type { Ctx } from '../../context.ts'

/**
 * F59: a number that two partners share is saved all the same, and switches neither by text. `partner` is as it is saved;
 * a closed one needs no number of its own. Whose number it is too is told to the broker and to nobody else.
 */
export async function sharedNumberWarnings(
  ctx: Ctx,
  { id, mobile, status }: Pick<PartnerRow, 'id' | 'mobile' | 'status'>,
): Promise<Warning[]> {
  if (mobile === null || status === 'closed') return []
  const other = (await findMobileOwners(ctx.db, mobile)).find((owner) => owner.id !== id)
  if (other === undefined) return []
  const who = ctx.actor.kind === 'partner' ? 'Somebody else' : `${other.name} (${formatId('partner', other.id)})`
  return [{ code: 'SHARED_NUMBER', message: `${who} has this mobile too: texts from it switch neither.` }]
}
