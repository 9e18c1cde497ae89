import { describe, expect, it } from 'vitest'
import { lineIdsOf, movedMoney, refund } from '../../../../worker/domain/returns/referral-money.ts'

const tail = '0195e2f4-6a3c-7b21-8d4e-5f600000000c'
const line = (id: string, amount: number) => ({ id, amount })

describe('the money of a referral', () => {
  it.each([
    ['nothing', [], 0, 0],
    ['a hold', [line(`hold:ref_${tail}`, 900)], 0, 900],
    ['a part charged', [line(`hold:ref_${tail}`, 900), line(`settle:ref_${tail}:accepted`, 300)], 300, 600],
    [
      'all charged at two points',
      [
        line(`hold:ref_${tail}`, 900),
        line(`settle:ref_${tail}:accepted`, 300),
        line(`settle:ref_${tail}:qualified`, 600),
      ],
      900,
      0,
    ],
    [
      'a part charged and refunded, the rest released',
      [
        line(`hold:ref_${tail}`, 900),
        line(`settle:ref_${tail}:accepted`, 300),
        line(`release:ref_${tail}`, 600),
        line(`refund:rtn_${tail}`, 300),
      ],
      0,
      0,
    ],
  ])('promises of %s what is charged and what is held', (_what, lines, chargedMinor, heldMinor) => {
    expect(movedMoney(lines)).toEqual({ chargedMinor, heldMinor })
  })

  it('promises to know every line that there can be, each once', () => {
    const ids = lineIdsOf(tail)
    expect(new Set(ids).size).toBe(7)
    expect(ids).toContain(`refund:rtn_${tail}`)
  })

  it('promises that nothing is refunded by no line at all', () => {
    expect(refund(`rtn_${tail}`, { partnerId: 12, amountMinor: 0, note: 'x' })).toEqual([])
    expect(refund(`rtn_${tail}`, { partnerId: 12, amountMinor: 5, note: 'x' })).toMatchObject([
      { id: `refund:rtn_${tail}`, party: 12, debit: 'revenue', credit: 'available', amountMinor: 5 },
    ])
  })
})
