import type { Key, KeyQuery } from '../../../contract/key.ts'
import { type Page, toPage } from '../../../contract/page.ts'
import { listKeys as listKeyRows } from '../../../db/store/keys.ts'
import type { Ctx } from '../../context.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { pageStart } from '../page-start.ts'
import { toKey } from './key-view.ts'

export async function listKeys(ctx: Ctx, { cursor, limit, kind, partnerId }: KeyQuery): Promise<Page<Key>> {
  requireAdmin(ctx.actor)
  const rows = await listKeyRows(ctx.db, { after: pageStart(cursor), limit, kind, partnerId })
  return toPage(rows, { limit, cursorOf: ({ id }) => id, toItem: toKey })
}
