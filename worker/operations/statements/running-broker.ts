import { findBroker } from '../../../db/store/broker.ts'
import type { Ctx } from '../../context.ts'

/** The broker's zone; null on a database that was never set up, where there is nothing to sign. */
export const runningBroker = async (ctx: Pick<Ctx, 'db'>): Promise<string | null> =>
  (await findBroker(ctx.db))?.zone ?? null
