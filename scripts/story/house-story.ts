import type { Page } from '../../contract/page.ts'
import type { Partner } from '../../contract/partner.ts'
import { minuteMs } from '../../contract/time.ts'
import type { Api } from '../api.ts'
import { readState, writeState } from '../demo/state.ts'
import { say } from '../say.ts'
import { houseLines, isTold, type Payment, type SentText, textLine } from './house.ts'
import type { HouseEvent } from './house-event.ts'
import { formatLine, type Line } from './line.ts'

/** From when on things are told, until when they were, and which were: none is told again. */
interface Told {
  begun?: string
  since: string
  keys: string[]
}

/** Rows of history and messages that one look takes in: more do not happen between two looks of a demo. */
const newest = 200

/** A job bears the instant at which it began, and may end after something later was told. */
const lateMs = minuteMs

/**
 * Tells what happened beside leads since the last look: texts out and in, payments, what partners and the broker did to
 * partners; true when something was told. The first look of all tells nothing: what was there before is no news.
 */
export async function tellHouse(api: Api): Promise<boolean> {
  const told = readState<Told | null>('house', null)
  if (told === null) {
    const now = new Date().toISOString()
    writeState('house', { begun: now, since: now, keys: [] })
    return false
  }
  const begun = told.begun ?? told.since
  const from = lookBack(told.since, begun)
  const [{ items: events }, { items: messages }] = await Promise.all([
    api.get<Page<HouseEvent>>(`/v1/history?limit=${newest}&from=${encodeURIComponent(from)}`),
    api.get<Page<SentText & { id: string; kind: string }>>(`/v1/mailbox?limit=${newest}`),
  ])
  const news = [
    ...events.map((event) => ({ key: `${event.thing}@${event.version}`, at: event.at, event, text: null })),
    ...messages
      .filter(({ kind, at }) => kind === 'text' && at >= from)
      .map((text) => ({ key: text.id, at: text.at, event: null, text })),
  ].filter(({ key }) => !told.keys.includes(key))
  const lines: Line[] = []
  for (const { event, text } of news) lines.push(...(text === null ? await linesOf(api, event!) : [textLine(text)]))
  for (const line of lines.sort((a, b) => a.at.localeCompare(b.at))) say(formatLine(line))
  const since = news.map(({ at }) => at).reduce((latest, at) => (at > latest ? at : latest), told.since)
  if (news.length > 0)
    writeState('house', { begun, since, keys: [...news.map(({ key }) => key), ...told.keys].slice(0, 4 * newest) })
  return lines.length > 0
}

const lookBack = (since: string, begun: string): string =>
  new Date(Math.max(Date.parse(begun), Date.parse(since) - lateMs)).toISOString()

async function linesOf(api: Api, event: HouseEvent): Promise<Line[]> {
  if (!isTold(event)) return []
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
