import { describe, expect, it } from 'vitest'
import { parseZip, us } from '../../../../worker/domain/places/us.ts'
import { usStates } from '../../../../worker/domain/places/us-states.ts'

describe('a ZIP: it promises that', () => {
  it.each([
    ['90210', '90210', 'CA'],
    ['90210-1234', '90210', 'CA'],
    ['902101234', '90210', 'CA'],
    ['90210 1234', '90210', 'CA'],
    ['90210 - 1234', '90210', 'CA'],
    [' 10001 ', '10001', 'NY'],
    ['00501', '00501', 'NY'],
    ['02108', '02108', 'MA'],
    ['20500', '20500', 'DC'],
    ['20598', '20598', 'VA'],
    ['00901', '00901', 'PR'],
    ['96799', '96799', 'AS'],
    ['96910', '96910', 'GU'],
    ['09012', '09012', 'AE'],
    ['99950', '99950', 'AK'],
    // One state's post that is sorted with another's
    ['06390', '06390', 'NY'],
    ['72643', '72643', 'MO'],
    ['83414', '83414', 'WY'],
  ])('"%s" is %s, in %s', (typed, zip, state) => {
    expect(parseZip(typed)).toEqual({ quality: 'strict', outward: zip, chain: [state] })
  })

  it.each(['', '9021', '902101', '90210-12', '90210-12345', '00000', '00499', '9O210', 'CA 90210', '-90210', '90210-'])(
    '"%s" is none',
    (typed) => {
      expect(parseZip(typed)).toEqual({ quality: 'invalid', outward: null, chain: [] })
    },
  )

  it('every ZIP that there can be lies in a state that is offered, or nowhere, and all of them have some', () => {
    const found = new Set<string>()
    for (let zip = 0; zip < 100_000; zip++)
      for (const state of parseZip(String(zip).padStart(5, '0')).chain) found.add(state)
    expect([...found].sort()).toEqual(us.offered.map(({ name }) => name))
  })
})

describe('the states: it promises that', () => {
  it('there are the fifty and the capital, six territories, three nations and three armed forces', () => {
    const forces = usStates.filter(({ title }) => title.startsWith('Armed Forces'))
    expect(forces).toHaveLength(3)
    expect(usStates).toHaveLength(50 + 1 + 5 + 3 + 3)
  })

  it('each is written after its country, once and in order', () => {
    const written = us.offered.map(({ name }) => us.write(name))
    expect(written).toEqual([...new Set(written)].sort())
    for (const each of written) expect(each).toMatch(/^US-[A-Z]{2}$/)
  })
})
