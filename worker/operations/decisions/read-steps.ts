import type { Failure } from '../../../contract/eligibility.ts'
import type { HistoryEntry } from '../../domain/replay/timeline.ts'
import { traceIn } from '../routing/kept-trace.ts'
import type { Considered } from '../routing/plan-route.ts'
import type { Trace } from '../routing/trace.ts'

/** One decision as a lead's history keeps it. */
export interface Step {
  version: number
  at: number
  event: string
  actor: string
  location: string | null
  /** How the queue was read; null when a person named the partner, or nobody was looked for. */
  trace: Trace | null
  /** Whom a person chose. */
  byHand: ByHand | null
}

export interface ByHand {
  partner: string
  setup: string
  method: string
  priceMinor: number
  overridden: readonly Failure[]
  reason: string
}

/** The decisions in a lead's history, oldest first: whenever partners were looked for, or one was named. */
export const stepsOf = (entries: readonly (HistoryEntry & { actor: string })[]): Step[] =>
  entries
    .filter(({ event, data }) => event === 'lead.captured' || event === 'lead.referred' || data?.trace !== undefined)
    .map(({ version, at, event, actor, data }) => ({
      version,
      at,
      event,
      actor,
      location: typeof data?.location === 'string' ? data.location : event === 'lead.referred' ? 'routed' : null,
      trace: traceIn(data ?? null),
      byHand: event === 'lead.referred' ? byHandOf(data ?? {}) : null,
    }))

const byHandOf = (data: Record<string, unknown>): ByHand => ({
  partner: String(data.partner),
  setup: String(data.setup),
  method: String(data.method),
  priceMinor: Number(data.priceMinor),
  overridden: (data.overridden as Failure[] | undefined) ?? [],
  reason: typeof data.reason === 'string' ? data.reason : '',
})

/** The settings that a step read, where it kept them. A setup that it made itself was not there before it. */
export const versionsByHand = ({ overridden }: ByHand): { setup?: number } =>
  overridden.some(({ code, values }) => code === 'TYPE_NOT_SELECTED' && values.setupId === null) ? { setup: 0 } : {}

/** Whom a step looked at. */
export const consideredIn = ({ trace, byHand }: Step): string[] => [
  ...(trace?.considered ?? []).map(({ partner }: Considered) => partner),
  ...(trace?.refusals ?? []).map(({ partner }) => partner),
  ...(byHand === null ? [] : [byHand.partner]),
]

/** Whom a step offered the lead to: those that got it are among them. */
export const offeredIn = ({ trace, byHand }: Step): string[] => [
  ...(trace?.considered ?? []).filter(({ position }) => position !== null).map(({ partner }) => partner),
  ...(byHand === null ? [] : [byHand.partner]),
]
