import { describe, expect, it } from 'vitest'
import { compare, outcomeOf } from '../../../../worker/domain/simulation/compare.ts'
import { simulate } from '../../../../worker/domain/simulation/simulate.ts'
import { pastOf, settingsOf } from '../../../support/simulated.ts'

const past = pastOf([{}, {}, {}, {}])
const baseline = simulate(past, settingsOf([{ id: 1 }, { id: 2 }]))

describe('compare', () => {
  it('promises that two equal futures differ for nobody', () => {
    for (const { gained, lost } of compare(past.leads, { baseline, proposed: baseline }))
      expect([gained, lost]).toEqual([
        { leads: 0, moneyMinor: 0 },
        { leads: 0, moneyMinor: 0 },
      ])
  })

  it('promises that a partner that leaves loses its leads to the other, lead by lead', () => {
    const proposed = simulate(past, settingsOf([{ id: 1 }, { id: 2, partner: { online: false } }]))
    expect(compare(past.leads, { baseline, proposed })).toMatchObject([
      { partnerId: 1, gained: { leads: 2, moneyMinor: 2000 }, lost: { leads: 0, moneyMinor: 0 } },
      { partnerId: 2, gained: { leads: 0, moneyMinor: 0 }, lost: { leads: 2, moneyMinor: 2000 } },
    ])
  })

  it('promises that another price gains or loses money on the same leads', () => {
    const proposed = simulate(
      past,
      settingsOf([
        { id: 1, setup: { priceMinor: 1300 } },
        { id: 2, setup: { priceMinor: 900 } },
      ]),
    )
    expect(compare(past.leads, { baseline, proposed })).toMatchObject([
      { partnerId: 1, gained: { leads: 0, moneyMinor: 600 }, lost: { leads: 0, moneyMinor: 0 } },
      { partnerId: 2, gained: { leads: 0, moneyMinor: 0 }, lost: { leads: 0, moneyMinor: 200 } },
    ])
  })
})

describe('outcomeOf', () => {
  it('promises that every unserved lead counts once for each of its reasons', () => {
    const buyers = [
      { id: 1, partner: { online: false } },
      { id: 2, partner: { online: false, status: 'suspended' } },
    ]
    expect(outcomeOf(simulate(past, settingsOf(buyers)))).toEqual({
      served: 0,
      leads: 0,
      moneyMinor: 0,
      unserved: 4,
      because: [
        { code: 'NOT_ACTIVE', leads: 4 },
        { code: 'OFFLINE', leads: 4 },
      ],
      leftToPerson: 0,
    })
  })
})
