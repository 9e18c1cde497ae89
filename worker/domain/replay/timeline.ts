/** One row of a thing's history, as far as time travel reads it. `data` may hold `{ changed: { field: [old, new] } }`. */
export interface HistoryEntry {
  version: number
  event: string
  /** Epoch milliseconds. */
  at: number
  data: Record<string, unknown> | null
}

/**
 * A thing as it is now and what happened to it, oldest first. Rows from before the earliest moment that is asked for
 * may be left out; none in between.
 */
export interface Timeline<View> {
  view: Versioned<View>
  entries: readonly HistoryEntry[]
  /** The version that it began with: 1, but for what was there from the beginning of the house (preferences: 0). */
  begins?: number
}

export type Versioned<View> = View & { version: number }

/** A thing as it was. `exact` is false where a later version left nothing in history that could be undone. */
export interface Then<View> {
  view: Versioned<View>
  exact: boolean
}

/** A thing as it was at a moment, what happened in that very millisecond included; null when it was not there yet. */
export const viewAt = <View extends object>(timeline: Timeline<View>, at: number): Then<View> | null =>
  viewAtVersion(timeline, versionAt(timeline, at))

/**
 * A thing as it was at a version, by undoing what came later (C5). Undoing, not doing again: whatever was there before
 * a field existed reads as it reads today, and history from before the first moment is never needed.
 */
export function viewAtVersion<View extends object>(
  { view, entries, begins = 1 }: Timeline<View>,
  version: number,
): Then<View> | null {
  if (version < begins) return null
  const later = entries.filter((entry) => entry.version > version && entry.version <= view.version)
  const then = { ...view, version: Math.min(version, view.version) } as Versioned<View> & Record<string, unknown>
  for (const { data } of later.toReversed())
    for (const [field, [old]] of Object.entries(changedIn(data) ?? {})) Object.assign(then, { [field]: old })
  const undone = later.filter(({ data }) => changedIn(data) !== null).length
  return { view: then, exact: undone === view.version - then.version }
}

/** The version that a thing had at a moment; 0 before it was there. */
export function versionAt({ view, entries }: Timeline<object>, at: number): number {
  const last = entries.findLast((entry) => entry.at <= at)
  if (last !== undefined) return last.version
  return (entries[0]?.version ?? view.version + 1) - 1
}

/** What a row of history says it changed; null when it does not say. */
export function changedIn(data: HistoryEntry['data']): Record<string, [old: unknown, now: unknown]> | null {
  const changed = data?.changed
  return typeof changed === 'object' && changed !== null ? (changed as Record<string, [unknown, unknown]>) : null
}
