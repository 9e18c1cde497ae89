import { buyerOrigin, buyerPorts, startBuyer } from '../demo-buyer.ts'
import { paypalOrigin, paypalPorts, startPayPal } from '../demo-paypal.ts'
import { type SiteFacts, siteOrigin, sitePorts, startSite } from '../demo-site.ts'
import { refusal } from '../refusal.ts'
import { say } from '../say.ts'
import { choosePort, isFree, type Listening, type PortRange, portsOf } from './listen.ts'
import type { Stops } from './stops.ts'

const workerPorts: PortRange = { first: 8787, count: 50 }

/** Where the servers of the demo are. */
export interface Parts {
  worker: { port: number; origin: string }
  site: string
  buyer: string
  /** The double of PayPal. */
  paypal: string
  /** Opens the website: until then it says that the house is still starting. */
  openSite(facts: SiteFacts): void
}

/** Starts the website, the buyer and the double of PayPal, and finds a port for the Worker. Refusal: all ports of one of them are taken. */
export async function startParts(stops: Stops, token: string): Promise<Parts> {
  let facts: SiteFacts | null = null
  const site = keep(stops, await startSite(token, () => facts), 'demo website', sitePorts)
  const buyer = keep(stops, await startBuyer(), 'demo buyer', buyerPorts)
  const port = said(await choosePort(workerPorts, isFree), 'Worker', workerPorts)
  const origin = `http://127.0.0.1:${port}`
  const paypal = keep(stops, await startPayPal(`${origin}/hooks/paypal`), 'double of PayPal', paypalPorts)
  return {
    worker: { port, origin },
    site: siteOrigin(site),
    buyer: buyerOrigin(buyer),
    paypal: paypalOrigin(paypal),
    openSite(known) {
      facts = known
    },
  }
}

function keep(stops: Stops, listening: Listening | null, who: string, ports: PortRange): number {
  if (listening !== null) stops.add(() => listening.close())
  return said(listening?.port ?? null, who, ports)
}

/** Says when a part is not where it usually is. */
function said(port: number | null, who: string, ports: PortRange): number {
  if (port === null)
    throw refusal(
      `All ports that the ${who} may use are taken: ${ports.first} to ${portsOf(ports).at(-1)}.`,
      'Stop one of the programs that listen there, and start again.',
    )
  if (port !== ports.first) say(`• Port ${ports.first} is taken by another program: the ${who} uses ${port}.`)
  return port
}
