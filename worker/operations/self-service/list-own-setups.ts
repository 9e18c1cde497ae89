import type { ListedOwnSetup, OwnSetupQuery } from '../../../contract/own-setup.ts'
import { type Page, toPage } from '../../../contract/page.ts'
import { findLeadTypes } from '../../../db/store/lead-types.ts'
import { listSetups } from '../../../db/store/setups.ts'
import type { Ctx } from '../../context.ts'
import { pageStart } from '../page-start.ts'
import { loadChooser } from './load-chooser.ts'
import { mayChoose } from './may-choose.ts'
import { toListedOwnSetup } from './own-setup-view.ts'

/** What the partner that asks buys, with how many places each has, not which. */
export async function listOwnSetups(
  ctx: Ctx,
  { cursor, limit, leadType }: OwnSetupQuery,
): Promise<Page<ListedOwnSetup>> {
  const chooser = await loadChooser(ctx)
  const { partnerId, currency } = chooser
  const rows = await listSetups(ctx.db, { after: pageStart(cursor), limit, partnerId, leadTypeId: leadType })
  const types = await findLeadTypes(
    ctx.db,
    rows.map(({ setup }) => setup.leadTypeId),
  )
  const typeOf = new Map(types.map((type) => [type.id, type]))
  return toPage(rows, {
    limit,
    cursorOf: ({ setup }) => setup.id,
    toItem(row) {
      const type = typeOf.get(row.setup.leadTypeId)!
      return toListedOwnSetup(row, { type, open: mayChoose(chooser, type), currency })
    },
  })
}
