import type { Outcome } from '../../../contract/delivery.ts'
import { type StatedPrice, type Verdict, verdict } from '../verdict.ts'

/** What a body says, whatever its status. `outcome` is null where it says nothing that is understood. */
export interface Said {
  outcome: Exclude<Outcome, 'unknown'> | null
  /** In our own words; null stands for the usual sentence of the outcome. */
  because: string | null
  reason: string | null
  remoteId: string | null
  price: StatedPrice | null
}

export const nothingSaid: Said = { outcome: null, because: null, reason: null, remoteId: null, price: null }

/**
 * The order of precedence (D5). The status comes first: a body cannot make an acceptance of a refusal, and an answer that
 * asks to be tried again (5xx, 408, 425, 429) stays that. Below it, a body may turn a good status or a refusal into
 * "rejected", "duplicate" or "not now". A 410 goes on switching the address off.
 */
export function underStatus(byStatus: Verdict, said: Said): Verdict {
  const captured = { reason: said.reason, remoteId: said.remoteId, price: said.price }
  if (said.outcome === null || !mayOverride(byStatus, said.outcome)) return { ...byStatus, ...captured }
  const because = said.because ?? usually[said.outcome]
  return { ...verdict(said.outcome, because), ...captured, disable: byStatus.disable }
}

function mayOverride({ outcome }: Verdict, said: Outcome): boolean {
  if (outcome === 'error_retryable' || said === outcome) return false
  return said === 'accepted' ? outcome === 'accepted' : true
}

const usually: Record<Outcome, string | null> = {
  accepted: null,
  rejected: 'The partner does not want this lead.',
  duplicate: 'The partner has this lead already.',
  error_retryable: 'The partner asks for this lead again later.',
  error_final: 'The partner’s server cannot take what was sent.',
  unknown: 'The partner’s answer does not say whether it has the lead.',
}

/** A text as it is kept: trimmed and cut off; null when there is none. */
export function shorten(text: unknown, length: number): string | null {
  const shown = typeof text === 'number' || typeof text === 'string' ? String(text).trim() : ''
  return shown === '' ? null : shown.slice(0, length)
}

export const remoteIdOf = (value: unknown): string | null => shorten(value, 200)

export const reasonOf = (value: unknown): string | null => shorten(value, 500)
