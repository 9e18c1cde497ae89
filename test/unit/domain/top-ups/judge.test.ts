import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Capture, Facts } from '../../../../worker/domain/top-ups/facts.ts'
import { isNews, judge, type TopUpMoney } from '../../../../worker/domain/top-ups/judge.ts'
import { netOf, vatOf } from '../../../../worker/domain/top-ups/vat.ts'

const gbp = (amount: number) => ({ amount, currency: 'GBP' })

const open: TopUpMoney = {
  id: 'top_1',
  partnerId: 12,
  state: 'open',
  grossMinor: 12_000,
  vatBps: 2000,
  currency: 'GBP',
  captureId: null,
  takings: [],
}

const capture = (change: Partial<Capture> = {}): Capture => ({
  id: 'CP1',
  status: 'COMPLETED',
  amount: gbp(12_000),
  customId: 'top_1',
  ...change,
})

const facts = (captures: Capture[], takenBack: Facts['takenBack'] = []): Facts => ({ captures, takenBack })

const refund = (id: string, amount: number) => ({ id, kind: 'refund' as const, captureId: 'CP1', amount: gbp(amount) })

/** What follows, and the payment as it is then. */
function judged(topUp: TopUpMoney, seen: Facts) {
  const verdict = judge(topUp, seen, 0)
  return { verdict, next: { ...topUp, state: verdict.state, captureId: verdict.captureId, takings: verdict.takings } }
}

describe('what a payment becomes', () => {
  it.each<[string, Partial<Capture>, string, number]>([
    ['COMPLETED', {}, 'paid', 2],
    ['PENDING', { status: 'PENDING' }, 'pending', 0],
    ['DECLINED', { status: 'DECLINED' }, 'declined', 0],
    ['FAILED', { status: 'FAILED' }, 'declined', 0],
    ['DENIED', { status: 'DENIED' }, 'declined', 0],
    ['a word that nobody knows', { status: 'SOMETHING' }, 'open', 0],
    ['REFUNDED, while no refund is known', { status: 'REFUNDED' }, 'pending', 0],
    ['PARTIALLY_REFUNDED, while no refund is known', { status: 'PARTIALLY_REFUNDED' }, 'pending', 0],
    ['another amount', { amount: gbp(11_999) }, 'failed', 0],
    ['another currency', { amount: { amount: 12_000, currency: 'USD' } }, 'failed', 0],
    ['another reference', { customId: 'top_2' }, 'failed', 0],
    ['no reference', { customId: null }, 'failed', 0],
    ['an amount that cannot be read', { amount: null }, 'failed', 0],
  ])('promises at %s the right state and lines', (_name, change, state, lines) => {
    const { verdict } = judged(open, facts([capture(change)]))
    expect([verdict.state, verdict.postings.length]).toEqual([state, lines])
    expect(verdict.alarm === null).toBe(state !== 'failed')
  })

  it('promises net and VAT each to its account', () => {
    expect(judge(open, facts([capture()]), 0).postings).toEqual([
      { id: 'topup:CP1', party: 12, kind: 'payment', debit: 'clearing', credit: 'available', amountMinor: 10_000 },
      { id: 'topup:CP1:vat', party: 12, kind: 'payment', debit: 'clearing', credit: 'vat', amountMinor: 2000 },
    ])
  })

  it.each(['declined', 'failed', 'expired', 'pending'] as const)(
    'promises the credit to one that is %s, once PayPal has the money',
    (state) => {
      expect(judge({ ...open, state }, facts([capture()]), 0).state).toBe('paid')
    },
  )

  it('promises that nothing undoes a credit, and that the same news is none', () => {
    const { next } = judged(open, facts([capture()]))
    for (const status of ['COMPLETED', 'PENDING', 'DECLINED', 'FAILED', 'REFUNDED']) {
      const again = judge(next, facts([capture({ status })]), 0)
      expect([again.state, isNews(next, again), again.alarm]).toEqual(['paid', false, null])
    }
  })

  it('promises an alarm, and no second credit, for a second capture', () => {
    const { next } = judged(open, facts([capture()]))
    const again = judge(next, facts([capture({ id: 'CP2' })]), 0)
    expect([again.postings, again.alarm]).toEqual([[], expect.stringContaining('CP2')])
  })

  it('promises a refund in another currency to nobody, with an alarm', () => {
    const { next } = judged(open, facts([capture()]))
    const foreign = { id: 'R1', kind: 'refund' as const, captureId: 'CP1', amount: { amount: 100, currency: 'USD' } }
    const verdict = judge(next, facts([], [foreign]), 0)
    expect([verdict.postings, verdict.takings, verdict.alarm]).toEqual([[], [], expect.stringContaining('USD')])
  })

  it('promises that a taking of another capture is not ours', () => {
    const { next } = judged(open, facts([capture()]))
    expect(judge(next, facts([], [{ ...refund('R1', 100), captureId: 'CP9' }]), 0).postings).toEqual([])
  })
})

describe('money that is taken back, in any order, in any parts, told any number of times', () => {
  it('promises to leave what a payment of the rest would have left', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.constantFrom(0, 500, 1900, 2000, 2700, 10_000),
        fc.array(fc.integer({ min: 1, max: 400_000 }), { maxLength: 6 }),
        fc.array(fc.nat(20), { maxLength: 14 }),
        (grossMinor, vatBps, parts, order) => {
          const topUp = { ...open, grossMinor, vatBps }
          const refunds = fitting(parts, grossMinor).map((amount, i) => refund(`R${i}`, amount))
          const news: Facts[] = [
            facts([capture({ amount: gbp(grossMinor) })]),
            ...refunds.map((one) => facts([], [one])),
          ]
          const told = [...order.map((n) => news[n % news.length]!), ...news]
          const sums = { available: 0, vat: 0, clearing: 0 }
          let now: TopUpMoney = topUp
          const ids: string[] = []
          for (const each of told) {
            const { verdict, next } = judged(now, each)
            for (const { id, debit, credit, amountMinor } of verdict.postings) {
              sums[debit as keyof typeof sums] -= amountMinor
              sums[credit as keyof typeof sums] += amountMinor
              ids.push(id)
            }
            now = next
          }
          const rest = grossMinor - refunds.reduce((sum, { amount }) => sum + amount.amount, 0)
          expect(sums).toEqual({ available: netOf(rest, vatBps), vat: vatOf(rest, vatBps), clearing: 0 - rest })
          expect(new Set(ids).size).toBe(ids.length)
        },
      ),
      { numRuns: 2000 },
    )
  })
})

/** As many of the parts as the payment has. */
function fitting(parts: number[], grossMinor: number): number[] {
  let left = grossMinor
  return parts.flatMap((part) => {
    const amount = Math.min(part, left)
    left -= amount
    return amount > 0 ? [amount] : []
  })
}
