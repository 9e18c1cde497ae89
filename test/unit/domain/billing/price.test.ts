import { describe, expect, it } from 'vitest'
import type { BillingPoint } from '../../../../contract/charge.ts'
import {
  chargesOf,
  fixedPriceOf,
  frozenCharges,
  ownPriceOf,
  type PricedBy,
  priceOf,
} from '../../../../worker/domain/billing/price.ts'

type Given = {
  type?: Partial<PricedBy['leadType']>
  setup?: Partial<NonNullable<PricedBy['setup']>> | null
  cost?: number | null
}

const charge = (point: BillingPoint, amountMinor: number, costBps = 0) => ({ point, amountMinor, costBps })

const priced = ({ type = {}, setup = {}, cost = 0 }: Given): PricedBy => ({
  leadType: {
    defaultPriceMinor: 1000,
    nationalPriceMinor: null,
    billing: { point: 'accepted', charges: [] },
    ...type,
  },
  setup: setup && { priceMinor: null, allAreas: false, billing: null, ...setup },
  lead: cost === null ? null : { costMinor: cost },
})

describe('the price of a setup', () => {
  it.each<[string, Given, number]>([
    ['the default is followed (F19)', {}, 1000],
    ['its own price stays, whatever the default (F20)', { setup: { priceMinor: 700 } }, 700],
    ['its own price may be nothing', { setup: { priceMinor: 0 } }, 0],
    ['without a setup the default is paid', { setup: null }, 1000],
    ['all areas pay the national price (F39)', { type: { nationalPriceMinor: 1500 }, setup: { allAreas: true } }, 1500],
    ['some areas do not', { type: { nationalPriceMinor: 1500 } }, 1000],
    ['all areas pay the default where there is no national price', { setup: { allAreas: true } }, 1000],
    ['a national price may be nothing', { type: { nationalPriceMinor: 0 }, setup: { allAreas: true } }, 0],
    [
      'its own price stays with all areas too',
      { type: { nationalPriceMinor: 1500 }, setup: { allAreas: true, priceMinor: 700 } },
      700,
    ],
    ['without a setup nobody has all areas', { type: { nationalPriceMinor: 1500 }, setup: null }, 1000],
  ])('promises that %s', (_, given, price) => {
    expect(ownPriceOf(priced(given))).toBe(price)
  })
})

describe('what a referral may charge', () => {
  it.each<[string, Given, [BillingPoint, number][]]>([
    ['a plain one charges its price at accepted', {}, [['accepted', 1000]]],
    [
      'the price is charged at its point',
      { type: { billing: { point: 'converted', charges: [] } } },
      [['converted', 1000]],
    ],
    [
      'further amounts come beside it, in the order of the points',
      { type: { billing: { point: 'qualified', charges: [charge('converted', 500), charge('accepted', 100)] } } },
      [
        ['accepted', 100],
        ['qualified', 1000],
        ['converted', 500],
      ],
    ],
    [
      'amounts at one point are one charge',
      { type: { billing: { point: 'accepted', charges: [charge('accepted', 1), charge('accepted', 2)] } } },
      [['accepted', 1003]],
    ],
    [
      "a setup's own billing stands in place of its lead type's",
      {
        type: { billing: { point: 'accepted', charges: [charge('converted', 500)] } },
        setup: { billing: { point: 'qualified', charges: [] } },
      },
      [['qualified', 1000]],
    ],
    [
      'a share of the cost is rounded down (D20)',
      { type: { billing: { point: 'accepted', charges: [charge('qualified', 0, 3333)] } }, cost: 1001 },
      [
        ['accepted', 1000],
        ['qualified', 333],
      ],
    ],
    [
      'each share is rounded down by itself',
      {
        type: {
          defaultPriceMinor: 0,
          billing: { point: 'accepted', charges: [charge('qualified', 0, 5000), charge('qualified', 0, 5000)] },
        },
        cost: 3,
      },
      [['qualified', 2]],
    ],
    [
      'an amount and a share are added',
      { type: { billing: { point: 'accepted', charges: [charge('converted', 50, 10_000)] } }, cost: 700 },
      [
        ['accepted', 1000],
        ['converted', 750],
      ],
    ],
    [
      'a lead that cost nothing has no share',
      { type: { billing: { point: 'accepted', charges: [charge('converted', 0, 10_000)] } } },
      [['accepted', 1000]],
    ],
    ['what is free charges nothing', { setup: { priceMinor: 0 } }, []],
  ])('promises that %s', (_, given, charges) => {
    const by = priced(given)
    expect(chargesOf(by)).toEqual(charges.map(([point, amountMinor]) => ({ point, amountMinor })))
    expect(priceOf(by)).toBe(charges.reduce((sum, [, amount]) => sum + amount, 0))
  })

  it('promises that the price by which a queue is ordered leaves out what depends on the lead', () => {
    const by = priced({
      type: { billing: { point: 'accepted', charges: [charge('converted', 500, 5000)] } },
      cost: 800,
    })
    expect([priceOf(by), fixedPriceOf(by)]).toEqual([1900, 1500])
  })

  it('promises that a plain referral keeps nothing but its price', () => {
    expect(frozenCharges(chargesOf(priced({})))).toBeNull()
    expect(frozenCharges([])).toBeNull()
    const later = chargesOf(priced({ type: { billing: { point: 'qualified', charges: [] } } }))
    expect(frozenCharges(later)).toEqual([{ point: 'qualified', amountMinor: 1000 }])
  })
})
