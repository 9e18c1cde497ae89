import { describe, expect, it } from 'vitest'
import { type HistoryEntry, type Timeline, viewAt, viewAtVersion } from '../../../../worker/domain/replay/timeline.ts'

interface Thing {
  name: string
  limit: number
}

const entry = (version: number, at: number, changed?: Record<string, [unknown, unknown]>): HistoryEntry => ({
  version,
  at,
  event: version === 1 ? 'created' : 'changed',
  data: changed === undefined ? { name: 'as it was made' } : { changed },
})

const timeline: Timeline<Thing> = {
  view: { version: 4, name: 'C', limit: 9 },
  entries: [
    entry(1, 100),
    entry(2, 200, { name: ['A', 'B'] }),
    entry(3, 300, { limit: [5, 9], name: ['B', 'X'] }),
    entry(4, 400, { name: ['X', 'C'] }),
  ],
}

describe('a thing as it was', () => {
  it.each([
    [99, null],
    [100, { version: 1, name: 'A', limit: 5 }],
    [199, { version: 1, name: 'A', limit: 5 }],
    [200, { version: 2, name: 'B', limit: 5 }],
    [399, { version: 3, name: 'X', limit: 9 }],
    [400, { version: 4, name: 'C', limit: 9 }],
    [9999, { version: 4, name: 'C', limit: 9 }],
  ])('promises that at %i later changes are undone', (at, view) => {
    expect(viewAt(timeline, at)).toEqual(view === null ? null : { view, exact: true })
  })

  it('promises the same from history that begins at the moment asked for', () => {
    const recent = { ...timeline, entries: timeline.entries.slice(2) }
    expect(viewAt(recent, 250)).toEqual(viewAt(timeline, 250))
    expect(viewAt({ ...timeline, entries: [] }, 250)?.view).toEqual(timeline.view)
  })

  it('promises to leave alone what happened after the thing was read', () => {
    const newer = { ...timeline, entries: [...timeline.entries, entry(5, 500, { name: ['C', 'D'] })] }
    expect(viewAt(newer, 350)).toEqual(viewAt(timeline, 350))
    expect(viewAt(newer, 600)).toEqual({ view: timeline.view, exact: true })
  })

  it('promises the settings of a version, whatever the clocks said', () => {
    const skewed = {
      ...timeline,
      entries: timeline.entries.map((one) => (one.version === 3 ? { ...one, at: 190 } : one)),
    }
    expect(viewAtVersion(skewed, 2)?.view).toEqual({ version: 2, name: 'B', limit: 5 })
    expect(viewAt(skewed, 195)?.view.version).toBe(3)
  })

  it('promises to say so where a change left nothing to undo', () => {
    const gap = { ...timeline, entries: timeline.entries.filter(({ version }) => version !== 3) }
    expect(viewAt(gap, 250)?.exact).toBe(false)
    expect(viewAt(gap, 400)?.exact).toBe(true)
    const silent = { ...timeline, entries: timeline.entries.map((one) => ({ ...one, data: null })) }
    expect(viewAt(silent, 350)?.exact).toBe(false)
  })

  it('promises what was there from the beginning of the house at any moment', () => {
    const preferences = { view: { version: 1, on: true }, begins: 0, entries: [entry(1, 100, { on: [false, true] })] }
    expect(viewAt(preferences, 50)).toEqual({ view: { version: 0, on: false }, exact: true })
  })
})
