import { demoBroker } from '../../examples/demo/broker.ts'
import type { Api } from '../api.ts'
import { siteOrigin, sitePorts } from '../demo-site.ts'
import { during } from '../progress.ts'
import { say } from '../say.ts'
import { moveBuyers } from '../seed/partners.ts'
import { moveWebhook } from '../seed/webhook.ts'
import { isDemo, seed } from '../seed.ts'
import { portsOf } from './listen.ts'
import { readState, writeState } from './state.ts'

/** What is remembered of the demo broker in this folder's database. */
interface DemoState {
  seeded: boolean
  formKeys: Record<string, string>
}

const nothing: DemoState = { seeded: false, formKeys: {} }

/**
 * Makes the demo broker where it is missing, and tells its partners where the demo buyer is today. Gives the form keys
 * by id; null when the database is somebody else's broker, which is left alone.
 */
export async function prepareDemo(api: Api, buyer: string): Promise<Record<string, string> | null> {
  if (!(await isDemo(api, demoBroker))) return null
  const state = readState('demo', nothing)
  if (state.seeded) {
    const moved = await moveBuyers(api, demoBroker.partners, buyer)
    await moveWebhook(api, buyer)
    if (moved > 0) say(`• The demo buyer is at ${buyer} now: ${moved} partners have its new address.`)
    return state.formKeys
  }
  const surroundings = {
    buyer,
    siteOrigins: portsOf(sitePorts).map(siteOrigin),
    formKeys: state.formKeys,
    rememberFormKey(id: string, key: string) {
      state.formKeys[id] = key
      writeState('demo', state)
    },
    rememberWebhook: (secret: string) => writeState('webhook', { secret }),
  }
  await during('Making the demo broker', () => seed(api, demoBroker, surroundings))
  writeState('demo', { ...state, seeded: true })
  return state.formKeys
}
