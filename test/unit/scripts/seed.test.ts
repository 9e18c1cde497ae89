import { describe, expect, it } from 'vitest'
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
