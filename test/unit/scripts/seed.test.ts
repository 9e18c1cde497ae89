import { describe, expect, it } from 'vitest'
import { tenOClock } from '../../../scripts/seed/leads.ts'
import { movedTo } from '../../../scripts/seed/partners.ts'

const now = 'http://127.0.0.1:4403'

describe('partners whose demo server has another port today', () => {
  it.each([
    ['http://127.0.0.1:4400/accept/ember', 'http://127.0.0.1:4403/accept/ember'],
    ['http://127.0.0.1:4401/reject/ember?x=1', 'http://127.0.0.1:4403/reject/ember?x=1'],
    ['http://127.0.0.1:4403/accept/ember', null],
    ['http://127.0.0.1:9000/mine', null],
    ['https://leads.example.com/new', null],
    [undefined, null],
  ])('promises that %s becomes %s', (before, after) => {
    expect(movedTo(before, now)).toBe(after)
  })
})

describe('a visit of the demo', () => {
  it('promises ten in the morning, always ahead', () => {
    expect(tenOClock(new Date('2026-11-30T23:59:00Z'), 3)).toBe('2026-12-03T10:00:00Z')
  })
})
