import { setTimeout as wait } from 'node:timers/promises'
import { uuidv7 } from 'uuidv7'
import { hiddenNames, tokenHeader } from '../../contract/form.ts'
import { toLeadId } from '../../contract/id.ts'
import { hiddenInput } from '../support/hidden-input.ts'
import type { Random } from '../support/random.ts'
import { usualLead } from '../support/world.ts'
import { type Keys, leadTypeIds } from './world.ts'

/** What the clients saw. */
export interface Load {
  /** Ids of leads that were acknowledged, with when the first answer says they were received (API only). */
  acknowledged: Map<string, string | null>
  /** What no client may ever see, in words. */
  findings: string[]
  sent: number
  /** Requests that ended without an answer. */
  broken: number
  inFlight: number
  /** No new leads from now on; resolves when every lead that was begun is acknowledged. */
  finish(): Promise<void>
  /** Lets go of everything: the test has failed already. */
  abandon(): void
}

interface Client {
  keys: Keys
  random: Random
  load: Load
  /** Where the Worker answers now; null while it is dead. */
  origin(): string | null
  isAbandoned(): boolean
}

interface Answer {
  status: number
  text: string
  headers: Headers
}

/** People take their time over a form, systems do not. */
const people = 12
const systems = 6

/** Hands leads in from many sides at once, each one again and again under its id until it is acknowledged. */
export function startLoad(around: { keys: Keys; random: Random; origin(): string | null }): Load {
  let finishing = false
  let abandoned = false
  const load: Load = {
    acknowledged: new Map(),
    findings: [],
    sent: 0,
    broken: 0,
    inFlight: 0,
    async finish() {
      finishing = true
      await Promise.all(running)
    },
    abandon() {
      finishing = abandoned = true
    },
  }
  const clients = [
    ...Array.from({ length: people }, () => sendForm),
    ...Array.from({ length: systems }, () => sendByApi),
  ]
  const running = clients.map(async (send) => {
    while (!finishing) await send({ ...around, load, isAbandoned: () => abandoned })
  })
  void Promise.allSettled(running)
  return load
}

async function sendByApi(client: Client): Promise<void> {
  const { keys, random, load } = client
  const lead = {
    id: toLeadId(uuidv7()),
    leadTypeId: `typ_${random.pick(leadTypeIds)}`,
    fields: usualLead(random.below(1_000_000)),
  }
  const send = () =>
    untilAnswered(client, '/v1/leads', {
      method: 'POST',
      headers: { Authorization: `Bearer ${keys.introducer}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(lead),
    })
  const { status, text } = await send()
  if (status !== 201) return void load.findings.push(`${lead.id} was refused: ${status} ${text}`)
  const { receivedAt } = JSON.parse(text) as { receivedAt: string }
  load.acknowledged.set(lead.id, receivedAt)
  if (!random.chance(0.2)) return
  const again = await send()
  if (again.status !== 201 || JSON.parse(again.text).receivedAt !== receivedAt)
    load.findings.push(`${lead.id} was answered differently when it was repeated: ${again.status} ${again.text}`)
}

async function sendForm(client: Client): Promise<void> {
  const { keys, random, load } = client
  const path = `/f/${random.pick(keys.forms)}`
  const page = await untilAnswered(client, path)
  const id = hiddenInput(page.text, hiddenNames.id)
  let token = hiddenInput(page.text, hiddenNames.token)
  const fields = usualLead(random.below(1_000_000))
  await wait(1600)
  for (;;) {
    const { status, text, headers } = await untilAnswered(client, `${path}/leads`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ id, token, fields }),
    })
    const renewed = headers.get(tokenHeader)
    if (status === 201) return void load.acknowledged.set(id, null)
    if (renewed === null) return void load.findings.push(`${id} was refused: ${status} ${text}`)
    token = renewed
  }
}

/** Sends until there is an answer that is not a fault of the house: the same request every time. */
async function untilAnswered(
  { load, random, origin, isAbandoned }: Client,
  path: string,
  init: RequestInit = {},
): Promise<Answer> {
  while (!isAbandoned()) {
    const house = origin()
    const answer = house === null ? null : await tryOnce(load, `${house}${path}`, init)
    if (answer !== null) return answer
    await wait(50 + random.below(250))
  }
  throw new Error('Abandoned')
}

/** null when there is no answer, or none to build on. */
async function tryOnce(load: Load, url: string, init: RequestInit): Promise<Answer | null> {
  load.sent += 1
  load.inFlight += 1
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(20_000) })
    const { status, headers } = response
    const text = await response.text()
    return status < 500 && status !== 429 ? { status, text, headers } : null
  } catch {
    load.broken += 1
    return null
  } finally {
    load.inFlight -= 1
  }
}
