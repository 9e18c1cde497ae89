import { describe, expect, it } from 'vitest'
import { manualTransaction, release, settle } from '../../../../worker/domain/billing/postings.ts'

const priced = { referralId: 'ref_x', partnerId: 7, priceMinor: 1250 }

describe('what money does', () => {
  it('promises that a settled hold becomes revenue, named by its referral and point', () => {
    expect(settle(priced, 'accepted')).toEqual([
      { id: 'settle:ref_x:accepted', party: 7, kind: 'settle', debit: 'held', credit: 'revenue', amountMinor: 1250 },
    ])
  })

  it('promises that a released hold becomes available again', () => {
    expect(release(priced)).toMatchObject([
      { id: 'release:ref_x', debit: 'held', credit: 'available', amountMinor: 1250 },
    ])
  })

  it('promises that a free lead moves nothing', () => {
    expect([...settle({ ...priced, priceMinor: 0 }, 'accepted'), ...release({ ...priced, priceMinor: 0 })]).toEqual([])
  })

  it.each([
    ['payment', 500, 'world', 'available'],
    ['charge', -500, 'available', 'revenue'],
    ['refund', 500, 'revenue', 'available'],
    ['adjustment', 500, 'revenue', 'available'],
    ['adjustment', -500, 'available', 'revenue'],
  ] as const)('promises that a %s of %i goes from %s to %s', (kind, amountMinor, debit, credit) => {
    const posting = manualTransaction({ id: 'u', partnerId: 7, kind, amountMinor, reason: 'why' })
    expect(posting).toEqual({ id: 'manual:u', party: 7, kind, debit, credit, amountMinor: 500, note: 'why' })
  })
})
