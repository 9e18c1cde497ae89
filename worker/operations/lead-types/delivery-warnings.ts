import type { StoredDelivery } from '../../../contract/delivery.ts'
import type { Field } from '../../../contract/fields/field.ts'
import { formatId } from '../../../contract/id.ts'
import type { Warning } from '../../../contract/warning.ts'
import { listMappedBuyers } from '../../../db/store/delivery-samples.ts'
import type { Ctx } from '../../context.ts'
import { usedNames } from '../../delivery/mapping/used-names.ts'

const mostNamed = 10

/**
 * Who takes a field away from a lead type is told whose internet delivery names it (F32): those go on without it, as if
 * the person had left it empty. It is no reason to refuse the change: a partner's system is the partner's affair.
 */
export async function deliveryWarnings(
  ctx: Pick<Ctx, 'db'>,
  { leadTypeId, before, after }: { leadTypeId: number; before: readonly Field[]; after: readonly Field[] },
): Promise<Warning[]> {
  const left = new Set(after.map(({ name }) => name))
  const gone = before.map(({ name }) => name).filter((name) => !left.has(name))
  if (gone.length === 0) return []
  const buyers = await listMappedBuyers(ctx.db, leadTypeId)
  return gone.flatMap((field) => {
    const users = buyers.filter(({ delivery }) => names(JSON.parse(delivery), field)).map(({ id }) => id)
    return users.length === 0 ? [] : [warning(field, users)]
  })
}

const names = ({ internet }: StoredDelivery, field: string): boolean =>
  internet !== null && usedNames(internet).some((name) => name === field || name.startsWith(`${field}.`))

function warning(field: string, partnerIds: readonly number[]): Warning {
  const named = partnerIds.slice(0, mostNamed).map((id) => formatId('partner', id))
  const more = partnerIds.length > mostNamed ? ` and ${partnerIds.length - mostNamed} more` : ''
  return {
    code: 'FIELD_IN_DELIVERY',
    message: `The internet delivery of ${named.join(', ')}${more} names {{${field}}}: it stays empty from now on.`,
  }
}
