import type { Broker, BrokerSettings } from '../../../contract/broker.ts'
import { formatId } from '../../../contract/id.ts'
import { findBroker, insertBroker } from '../../../db/store/broker.ts'
import { insertPartner, type PartnerRow } from '../../../db/store/partners.ts'
import type { Ctx } from '../../context.ts'
import { Problem } from '../../problem.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { commitOrThrow } from '../commit-or-throw.ts'
import { newPartnerRow } from '../partners/new-partner-row.ts'
import { toBroker } from './broker-view.ts'

/**
 * The first thing that happens on an empty database: the broker, and its own company as the house partner, so that
 * every lead has a source (S1). Once only.
 */
export async function setUpBroker(ctx: Ctx, settings: BrokerSettings): Promise<Broker> {
  requireAdmin(ctx.actor)
  if ((await findBroker(ctx.db)) !== null) throw new Problem('IN_USE', { detail: 'This broker was set up before.' })
  const broker = { id: 1, version: 1, ...settings }
  const house = housePartner(settings)
  const answer = toBroker(broker)
  await commitOrThrow(ctx, {
    history: [
      { id: 'broker', version: 1, event: 'created', data: settings },
      { id: formatId('partner', house.id), version: 1, event: 'created', data: { name: house.name, isHouse: true } },
    ],
    write: [insertBroker(ctx.db, broker), insertPartner(ctx.db, house)],
    answer,
  })
  return answer
}

const housePartner = ({ name, zone }: BrokerSettings): PartnerRow => ({
  ...newPartnerRow({ id: 1, zone }),
  name,
  description: 'The broker’s own company.',
  status: 'active',
  isHouse: true,
  introduces: true,
})
