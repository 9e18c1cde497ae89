import { allFields } from '../../../contract/fields/field-list.ts'
import { kindOf } from '../../../contract/fields/kinds.ts'
import { formatId } from '../../../contract/id.ts'
import type { OfferedLeadType } from '../../../contract/own-setup.ts'
import { type Page, toPage } from '../../../contract/page.ts'
import { listOfferedLeadTypes, type OfferedTypeRow } from '../../../db/store/lead-types.ts'
import type { Ctx } from '../../context.ts'
import { pageStart } from '../page-start.ts'
import { loadChooser } from './load-chooser.ts'
import { mayChoose } from './may-choose.ts'
import { whenCharged } from './own-setup-view.ts'

/**
 * The lead types that the partner that asks may choose, as strangers are told of them when they sign up (F22, F40), and
 * those that it has already. Others are not there.
 */
export async function listOfferedTypes(
  ctx: Ctx,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<Page<OfferedLeadType>> {
  const chooser = await loadChooser(ctx)
  const { partnerId, currency } = chooser
  const rows = await listOfferedLeadTypes(ctx.db, { partnerId, after: pageStart(cursor), limit })
  return toPage(rows, {
    limit,
    cursorOf: ({ type }) => type.id,
    toItem: (row) => view(row, { open: mayChoose(chooser, row.type), currency }),
  })
}

const view = (
  { type, group, setupId }: OfferedTypeRow,
  { open, currency }: { open: boolean; currency: string },
): OfferedLeadType => ({
  id: formatId('leadType', type.id),
  name: type.name,
  leadGroup: { id: formatId('leadGroup', group.id), name: group.name },
  description: type.description,
  method: type.referralMethod,
  price: { amount: type.defaultPrice, currency },
  ...whenCharged({ point: type.billingPoint, charges: type.charges }, currency),
  nationalPrice: type.nationalPrice === null ? null : { amount: type.nationalPrice, currency },
  requireFca: type.requireFca,
  fields: allFields(group, type).map((field) => ({
    name: field.name,
    label: field.label,
    kind: field.kind,
    options: kindOf(field).options?.(field) ?? null,
  })),
  open,
  setup: setupId === null ? null : formatId('setup', setupId),
})
