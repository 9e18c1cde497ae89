import { changedIn, type HistoryEntry } from './timeline.ts'

/** What of a lead may change after it came in, and what decisions look at. */
export interface LeadNow {
  location: string
  closedBecause: string | null
  /** What it says, by field name. */
  values: Record<string, unknown>
}

/**
 * A lead as it was at a moment: what it said, by undoing later changes; where it was, by the last event that said so.
 * null when it had not come in. `entries` is its whole history, oldest first.
 */
export function leadAt(now: LeadNow, entries: readonly HistoryEntry[], at: number): LeadNow | null {
  const version = entries.findLast((entry) => entry.at <= at)?.version ?? 0
  if (version === 0) return null
  const before = entries.filter((entry) => entry.version <= version)
  const later = entries.filter((entry) => entry.version > version)
  const location = lastSaid(before, 'location') ?? now.location
  return {
    location,
    closedBecause: location === 'closed' ? (lastSaid(before, 'closedBecause') ?? now.closedBecause) : null,
    values: later.toReversed().reduce(undoContact, now.values),
  }
}

/** What the newest event that says it says; a lead that is referred by hand is routed. */
function lastSaid(entries: readonly HistoryEntry[], what: 'location' | 'closedBecause'): string | null {
  for (const { event, data } of entries.toReversed()) {
    const said = data?.[what] ?? changedIn(data)?.[what]?.[1]
    if (typeof said === 'string') return said
    if (what === 'location' && event === 'lead.referred') return 'routed'
  }
  return null
}

/** Newer contact details that were copied onto it (D11) are taken off again; null: it did not say. */
function undoContact(values: Record<string, unknown>, { event, data }: HistoryEntry): Record<string, unknown> {
  if (event !== 'lead.contact-copied') return values
  const then = { ...values }
  for (const [name, [old]] of Object.entries(changedIn(data) ?? {})) {
    if (old === null) delete then[name]
    else Object.assign(then, { [name]: old })
  }
  return then
}
