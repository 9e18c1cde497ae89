import type { Broker, BrokerChanges } from '../../../contract/broker.ts'
import { hasMoney, mustHaveNoMoney, updateBroker as updateBrokerRow } from '../../../db/store/broker.ts'
import type { Ctx } from '../../context.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { expectNoProblems, expectVersion } from '../config/checks.ts'
import { commitChange } from '../config/commit-change.ts'
import { given } from '../config/given.ts'
import { toBroker } from './broker-view.ts'
import { loadBroker } from './load-broker.ts'

/**
 * Changes the broker. Its currency is fixed as soon as money has moved, or a payment was begun: until then, prices simply
 * count in the new one. Partners keep the zone that they have.
 */
export async function updateBroker(ctx: Ctx, { version, ...changes }: BrokerChanges): Promise<Broker> {
  requireAdmin(ctx.actor)
  const [before, moneyHasMoved] = await Promise.all([loadBroker(ctx), hasMoney(ctx.db)])
  expectVersion(before, version)
  const after = { ...before, ...given(changes), version: before.version + 1 }
  const currencyChanges = after.currency !== before.currency
  if (currencyChanges && moneyHasMoved) expectNoProblems([currencyIsFixed])

  return commitChange(ctx, {
    id: 'broker',
    before: toBroker(before),
    after: toBroker(after),
    write: [...(currencyChanges ? [mustHaveNoMoney(ctx.db)] : []), updateBrokerRow(ctx.db, after)],
  })
}

const currencyIsFixed = {
  pointer: '/currency',
  code: 'CURRENCY_FIXED',
  message: 'Money has moved in the present currency, or is on its way: it cannot change any more.',
}
