import type { Page } from '../../contract/page.ts'
import type { Partner } from '../../contract/partner.ts'
import type { Api } from '../api.ts'
import { readState, writeState } from '../demo/state.ts'
import { say } from '../say.ts'
import { type HouseEvent, houseLines, type Payment, type SentText, textLine } from './house.ts'
import { formatLine, type Line } from './line.ts'

/** Until when things were told; what bears the very instant is not told again. */
interface Told {
  since: string
  keys: string[]
}

/** Rows of history and messages that one look takes in: more do not happen between two looks of a demo. */
const newest = 50

/**
 * Tells what happened beside leads since the last look: texts out and in, payments. The first look of all tells nothing:
 * what was there before is no news.
 */
export async function tellHouse(api: Api): Promise<void> {
  const told = readState<Told | null>('house', null)
  if (told === null) return writeState('house', { since: new Date().toISOString(), keys: [] })
  const [{ items: events }, { items: messages }] = await Promise.all([
    api.get<Page<HouseEvent>>(`/v1/history?limit=${newest}&from=${encodeURIComponent(told.since)}`),
    api.get<Page<SentText & { id: string; kind: string }>>(`/v1/mailbox?limit=${newest}`),
  ])
  const news = [
    ...events.map((event) => ({ key: `${event.thing}@${event.version}`, at: event.at, event, text: null })),
    ...messages
      .filter(({ kind, at }) => kind === 'text' && at >= told.since)
      .map((text) => ({ key: text.id, at: text.at, event: null, text })),
  ].filter(({ key }) => !told.keys.includes(key))
  const lines: Line[] = []
  for (const { event, text } of news) lines.push(...(text === null ? await linesOf(api, event!) : [textLine(text)]))
  for (const line of lines.sort((a, b) => a.at.localeCompare(b.at))) say(formatLine(line))
  const since = news.map(({ at }) => at).reduce((latest, at) => (at > latest ? at : latest), told.since)
  if (news.length > 0)
    writeState('house', { since, keys: [...news.map(({ key }) => key), ...told.keys].slice(0, 4 * newest) })
}

async function linesOf(api: Api, event: HouseEvent): Promise<Line[]> {
  if (!/^(text|top-up)\./.test(event.event)) return []
  const partners = await api.all<Partner>('/v1/partners')
  const names = new Map(partners.map(({ id, name }) => [id, name]))
  return houseLines(event, event.event.startsWith('top-up.') ? await paymentOf(api, event.thing) : null, names)
}

async function paymentOf(api: Api, topUpId: string): Promise<Payment | null> {
  const rows = await api.all<HouseEvent>(`/v1/history?thing=${topUpId}`)
  const begun = rows.find(({ event }) => event === 'top-up.started')
  if (begun === undefined) return null
  const { partner, gross, currency } = begun.data as { partner: string; gross: number; currency: string }
  return { partner, amount: { amount: gross, currency } }
}
