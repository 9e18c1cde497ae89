import { type BrokerRow, findBroker } from '../../../db/store/broker.ts'
import type { Ctx } from '../../context.ts'
import { Problem } from '../../problem.ts'

/** The broker's row; NOT_FOUND on a database that was never set up. */
export async function loadBroker(ctx: Pick<Ctx, 'db'>): Promise<BrokerRow> {
  const broker = await findBroker(ctx.db)
  if (broker === null) throw new Problem('NOT_FOUND', { detail: 'This broker was never set up.' })
  return broker
}
