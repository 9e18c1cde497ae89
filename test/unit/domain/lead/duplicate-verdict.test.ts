import { describe, expect, it } from 'vitest'
import type { DedupeSettings, IdentityKind } from '../../../../contract/dedupe.ts'
import { dayMs } from '../../../../contract/time.ts'
import { duplicateVerdict, type EarlierLead, isSamePerson } from '../../../../worker/domain/lead/duplicate-verdict.ts'

/** A Wednesday, 11:00 in London and in UTC. */
const wednesday = Date.UTC(2026, 0, 14, 11)
const monday = wednesday - 2 * dayMs

const off: DedupeSettings = {
  mode: 'off',
  days: 2,
  scope: 'everywhere',
  match: ['email', 'phone'],
  combine: 'any',
  action: 'link',
  clusterOnce: false,
}
const all: DedupeSettings = { ...off, mode: 'all' }
const window: DedupeSettings = { ...off, mode: 'window' }

const lead = (leadId: string, at: number, more: Partial<EarlierLead> = {}): EarlierLead => ({
  leadId,
  at,
  leadGroupId: 1,
  originalId: leadId,
  originalAt: at,
  kinds: ['email'],
  ...more,
})

const judge = (settings: DedupeSettings, ...earlier: EarlierLead[]) =>
  duplicateVerdict({ earlier, leadGroupId: 1, settings, now: wednesday })

describe('a window of N days (F54)', () => {
  it.each([
    ['Wednesday 11:00 less 2 days is Monday 11:00, which counts', monday, true],
    ['a millisecond before that is too long ago', monday - 1, false],
    ['a millisecond after it counts', monday + 1, true],
    ['Monday 10:59 is too long ago, though it is the same day', monday - 60_000, false],
    ['Monday 11:01 counts', monday + 60_000, true],
    ['the same instant counts', wednesday, true],
  ])('promises that %s', (_, at, counts) => {
    expect(judge(window, lead('a', at)) !== null).toBe(counts)
  })

  it.each([
    ['the clocks go forward', Date.UTC(2026, 2, 30, 11)],
    ['the clocks go back', Date.UTC(2026, 9, 26, 11)],
  ])('promises that a day has 24 hours though %s in between', (_, now) => {
    const verdict = (at: number) =>
      duplicateVerdict({ earlier: [lead('a', at)], leadGroupId: 1, settings: window, now })
    expect(verdict(now - 48 * 3_600_000)).not.toBeNull()
    expect(verdict(now - 48 * 3_600_000 - 1)).toBeNull()
  })

  it.each([
    ['off: nothing is a duplicate', off, wednesday, false],
    ['all: however long ago', all, 0, true],
  ])('promises that %s', (_, settings, at, counts) => {
    expect(judge(settings, lead('a', at)) !== null).toBe(counts)
  })
})

describe('who is the same person (D11)', () => {
  const cases: [says: string, combine: 'any' | 'all', match: IdentityKind[], shared: IdentityKind[], same: boolean][] =
    [
      ['one of them is enough', 'any', ['email', 'phone'], ['phone'], true],
      ['what does not matter is not enough', 'any', ['email', 'phone'], ['company'], false],
      ['both of both are the same', 'all', ['email', 'phone'], ['phone', 'email'], true],
      ['one of two is not, or is missing', 'all', ['email', 'phone'], ['email'], false],
      ['more than what is asked changes nothing', 'all', ['email'], ['email', 'company'], true],
      ['nothing is shared', 'all', ['email'], [], false],
    ]
  it.each(cases)('promises that %s (%s of %j, %j shared): %s', (_, combine, match, kinds, same) => {
    expect(isSamePerson({ kinds }, { combine, match })).toBe(same)
  })
})

describe('a duplicate', () => {
  it('promises to be tied to the oldest lead of its person, and to name the newest and what they share', () => {
    const first = lead('a', wednesday - 3 * dayMs, { kinds: ['phone'] })
    const newest = lead('c', wednesday - 1, { kinds: ['company', 'phone', 'email'] })
    expect(judge(all, newest, first, lead('b', wednesday - dayMs))).toEqual({
      original: 'a',
      newest: 'c',
      by: ['phone', 'email'],
      repeats: ['c', 'b', 'a'],
    })
  })

  it('promises to be tied to the first of the cluster, though that one is outside the window or shares nothing', () => {
    const second = lead('b', wednesday - dayMs, { originalId: 'a', originalAt: wednesday - 30 * dayMs })
    expect(judge(window, second)).toMatchObject({ original: 'a', newest: 'b', repeats: ['b'] })
  })

  it('promises to be tied to the older of two clusters that it joins', () => {
    const one = lead('b', wednesday - 5 * dayMs, { kinds: ['phone'] })
    const other = lead('d', wednesday - dayMs, { originalId: 'a', originalAt: wednesday - 6 * dayMs })
    expect(judge(all, one, other)).toMatchObject({ original: 'a' })
  })

  it('promises one answer for two leads of one instant', () => {
    const pair = [lead('a', monday), lead('b', monday)]
    expect(judge(all, ...pair)).toEqual(judge(all, ...pair.toReversed()))
    expect(judge(all, ...pair)).toMatchObject({ original: 'a', newest: 'b' })
  })

  it.each([
    ['of any group, when it counts everywhere', 'everywhere', 2, true],
    ['of the same group', 'group', 1, true],
    ['of no other group, when only its own counts', 'group', 2, false],
  ] as const)('promises to repeat leads %s', (_, scope, leadGroupId, counts) => {
    expect(judge({ ...all, scope }, lead('a', monday, { leadGroupId })) !== null).toBe(counts)
  })

  it('promises that nobody repeats whom there is not', () => {
    expect(judge(all)).toBeNull()
  })
})
