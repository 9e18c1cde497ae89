import type { Broker } from '../../contract/broker.ts'
import type { Page } from '../../contract/page.ts'
import type { Api } from '../api.ts'
import { readState, writeState } from '../demo/state.ts'
import { say } from '../say.ts'
import { type Lead, type LeadEvent, type LeadSummary, readChapter } from './chapter.ts'
import { tellHouse } from './house-story.ts'
import { formatLine } from './line.ts'
import { eventKey, headed, tell } from './tell.ts'

/** Between two looks at the list of leads. */
const tickMs = 500
/** Leads that are watched: the newest ones. */
const watched = 30

/** Kept between runs: from when on things are told, by lead the events that were, and the lead that was told of last. */
interface Told {
  since: string
  leads: Record<string, string[]>
  last?: string
}

interface Watch {
  version: number
  /** When it was last looked at, and when something was last seen to happen. */
  lookedAt: number
  movedAt: number
}

/**
 * Tells in this terminal what happens to leads, and of texts and payments, by asking the API as an admin. Each event is told once, also when the
 * Worker or this program is started again in between: what was told is kept. Gives what stops it.
 */
export async function startStory(api: Api): Promise<() => void> {
  const broker = await api.get<Broker>('/v1/broker')
  const told = readState<Told>('story', { since: new Date().toISOString(), leads: {} })
  writeState('story', told)
  const watches = new Map<string, Watch>()
  let timer: NodeJS.Timeout
  let stopped = false
  const tick = async () => {
    // The Worker may be restarting, since its source was changed: the next tick tells what this one missed.
    await look(api, { broker, told, watches }).catch(() => {})
    // After a line that belongs to no lead, a lead says again which it is.
    if (await tellHouse(api).catch(() => false)) delete told.last
    if (!stopped) timer = setTimeout(tick, tickMs)
  }
  timer = setTimeout(tick, tickMs)
  return () => {
    stopped = true
    clearTimeout(timer)
  }
}

async function look(
  api: Api,
  { broker, told, watches }: { broker: Broker; told: Told; watches: Map<string, Watch> },
): Promise<void> {
  const { items } = await api.get<Page<LeadSummary>>(`/v1/leads?limit=${watched}`)
  for (const { id, version, receivedAt } of items.toReversed()) {
    const watch = watches.get(id) ?? { version: 0, lookedAt: 0, movedAt: Date.parse(receivedAt) }
    watches.set(id, watch)
    if (version === watch.version && Date.now() - watch.lookedAt < pauseMs(watch)) continue
    const moved = await tellLead(api, id, { broker, told })
    Object.assign(watch, { version, lookedAt: Date.now(), ...(moved && { movedAt: Date.now() }) })
  }
  forgetOld(told, items)
}

/** A lead that moved just now is looked at often; one that rests seldom. */
function pauseMs({ movedAt }: Watch): number {
  const restsMs = Date.now() - movedAt
  return restsMs < 20_000 ? 0 : restsMs < 120_000 ? 2000 : 10_000
}

/** Tells what is new about one lead; true when something was. */
async function tellLead(api: Api, leadId: string, { broker, told }: { broker: Broker; told: Told }): Promise<boolean> {
  const before = new Set(told.leads[leadId] ?? [])
  const isTold = (event: LeadEvent) => before.has(eventKey(event)) || event.at <= told.since
  if ((await api.get<Lead>(`/v1/leads/${leadId}`)).timeline.every(isTold)) return false
  const chapter = await readChapter(api, leadId, broker)
  const lines = tell(chapter, isTold)
  if (lines.length > 0 && told.last !== leadId) say()
  for (const line of told.last === leadId ? lines : headed(lines, chapter.lead)) say(formatLine(line))
  if (lines.length > 0) told.last = leadId
  told.leads[leadId] = chapter.lead.timeline.map(eventKey)
  writeState('story', told)
  return true
}

function forgetOld(told: Told, leads: readonly LeadSummary[]): void {
  const kept = new Set(leads.map(({ id }) => id))
  for (const id of Object.keys(told.leads)) if (!kept.has(id)) delete told.leads[id]
}
