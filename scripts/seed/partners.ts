import type { StatementLine } from '../../contract/billing.ts'
import type { Partner } from '../../contract/partner.ts'
import type { DemoDelivery, DemoPartner } from '../../examples/demo/shape.ts'
import type { Api } from '../api.ts'
import { portsOf } from '../demo/listen.ts'
import { buyerOrigin, buyerPorts } from '../demo-buyer.ts'
import { type Ids, idOf } from './lead-types.ts'

const paymentReason = 'Opening payment of the demo'

/** Partners, and what they paid in, where they are missing. Gives their ids. */
export async function seedPartners(
  api: Api,
  partners: readonly DemoPartner[],
  around: { buyer: string; templates: Ids },
): Promise<Ids> {
  const known = await api.all<Partner>('/v1/partners')
  const ids: Ids = new Map()
  for (const partner of partners) {
    const there = known.find(({ name }) => name === partner.name)
    const { id } = there ?? (await api.post<Partner>('/v1/partners', settingsOf(partner, around)))
    if (partner.payment !== undefined) await payOnce(api, id, partner.payment)
    ids.set(partner.name, id)
  }
  return ids
}

/** Partners whose demo server has moved to another port since the last run learn its new address. */
export async function moveBuyers(api: Api, partners: readonly DemoPartner[], buyer: string): Promise<number> {
  const known = await api.all<Partner>('/v1/partners')
  let moved = 0
  for (const { id, version, name, delivery } of known) {
    const isOurs = partners.some((partner) => partner.name === name && partner.delivery?.server !== undefined)
    const url = isOurs ? movedTo(delivery.internet?.url, buyer) : null
    if (url === null) continue
    await api.patch(`/v1/partners/${id}`, {
      version,
      delivery: { ...delivery, internet: { ...delivery.internet, url } },
    })
    moved += 1
  }
  return moved
}

/**
 * The same address on the origin where the demo buyer is now; null when it is right already, or is none of the
 * addresses that the demo buyer can have: somebody may be trying a server of their own.
 */
export function movedTo(url: string | undefined, buyer: string): string | null {
  const at = url === undefined ? null : URL.parse(url)
  if (at === null || at.origin === buyer || !portsOf(buyerPorts).some((port) => buyerOrigin(port) === at.origin))
    return null
  return `${buyer}${at.pathname}${at.search}`
}

interface Around {
  buyer: string
  templates: Ids
}

const settingsOf = ({ payment: _, buysTypes: __, delivery = {}, ...settings }: DemoPartner, around: Around) => ({
  ...settings,
  delivery: deliveryOf(delivery, around),
})

const deliveryOf = ({ email, letter, server, ...internet }: DemoDelivery, { buyer, templates }: Around) => ({
  email: email === undefined ? null : { to: email, templateId: letter === undefined ? null : idOf(templates, letter) },
  internet: server === undefined ? null : { format: 'json', url: `${buyer}${server}`, headers: {}, ...internet },
})

async function payOnce(api: Api, partnerId: string, amount: DemoPartner['payment']): Promise<void> {
  const lines = await api.all<StatementLine>(`/v1/partners/${partnerId}/statement`)
  if (lines.some(({ note }) => note === paymentReason)) return
  await api.post(`/v1/partners/${partnerId}/transactions`, { kind: 'payment', amount, reason: paymentReason })
}
