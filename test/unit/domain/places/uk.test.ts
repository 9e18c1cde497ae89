import { describe, expect, it } from 'vitest'
import { parseUkPostcode, uk } from '../../../../worker/domain/places/uk.ts'
import { ukAreas } from '../../../../worker/domain/places/uk-areas.ts'

/** Postcode, quality, and the places it lies in, widest first; the last is its outward code. */
const postcodes: [postcode: string, quality: string, ...chain: string[]][] = [
  // D7's vectors
  ['m1 1aa', 'strict', 'M', 'M1'],
  ['CR26XH', 'strict', 'CR', 'CR2'],
  ['DN55 1PT', 'strict', 'DN', 'DN55'],
  ['W1A 1HQ', 'strict', 'W', 'W1', 'W1A'],
  ['EC1A1BB', 'strict', 'EC', 'EC1', 'EC1A'],
  ['QA1 1AA', 'invalid'],
  // every format: AN, ANN, AAN, AANN, ANA, AANA
  ['L1 8JQ', 'strict', 'L', 'L1'],
  ['M60 1NW', 'strict', 'M', 'M60'],
  ['NW1 6XE', 'strict', 'NW', 'NW1'],
  ['NW10 2PB', 'strict', 'NW', 'NW10'],
  ['N1C 4AG', 'strict', 'N', 'N1', 'N1C'],
  ['EC1Y 8SY', 'strict', 'EC', 'EC1', 'EC1Y'],
  // as people type
  ['  nw10   2pb ', 'strict', 'NW', 'NW10'],
  ['N W 1 0 2 P B', 'strict', 'NW', 'NW10'],
  ['sw1a\u00a01aa', 'strict', 'SW', 'SW1', 'SW1A'],
  // the inward rule is broken in the real world
  ['BB12 1BC', 'loose', 'BB', 'BB12'],
  ...[...'CIKMOV'].map((letter): [string, string, ...string[]] => [`M1 1A${letter}`, 'loose', 'M', 'M1']),
  ['M1 1CA', 'loose', 'M', 'M1'],
  // only the outward code
  ['NW10', 'outward_only', 'NW', 'NW10'],
  ['ec1a', 'outward_only', 'EC', 'EC1', 'EC1A'],
  ['EC1', 'outward_only', 'EC', 'EC1'],
  ['M1', 'outward_only', 'M', 'M1'],
  // islands and the one exception
  ['JE2 3AB', 'strict', 'JE', 'JE2'],
  ['IM1 1AA', 'strict', 'IM', 'IM1'],
  ['GY1 1AA', 'strict', 'GY', 'GY1'],
  ['ZE1 0AA', 'strict', 'ZE', 'ZE1'],
  ['GIR 0AA', 'strict', 'GIR'],
  ['gir', 'outward_only', 'GIR'],
  ['GIR 1AA', 'invalid'],
  // no postcode at all
  ...['', ' ', 'NW', '1AA', 'M1 AAA', 'M1 11A', 'M111 1AA', 'M1 1AAA', 'EC1A 1B', 'W1Z 1AA', 'W1I 1AA'].map(invalid),
  ...['AA1 1AA', 'VA1 1AA', 'XA1 1AA', 'AI1 1AA', 'AJ1 1AA', 'AZ1 1AA', 'ABC1 1AA', 'M1-1AA', '94103', '🏠'].map(
    invalid,
  ),
]

function invalid(postcode: string): [string, string] {
  return [postcode, 'invalid']
}

describe('a UK postcode (D7): it promises that', () => {
  it.each(postcodes)('"%s" is %s', (postcode, quality, ...chain) => {
    expect(parseUkPostcode(postcode)).toEqual({ quality, outward: chain.at(-1) ?? null, chain })
  })

  it('NW10 does not lie in NW1', () => {
    expect(parseUkPostcode('NW10 2PB').chain).not.toContain('NW1')
  })
})

describe('the names that a setup may select (D7): it promises that', () => {
  it.each(['NW', 'M', 'NW1', 'NW10', 'EC1', 'EC1A', 'W1', 'W1A', 'GY', 'JE2', 'GIR'])('%s is a place', (name) => {
    expect(uk.chainOf(name) !== null).toBe(true)
  })

  it.each(['', 'nw1', ' NW1', 'Q', 'QA1', 'AA', 'NW101', 'NW1 0', 'EC1AB', 'W1Z', 'NW10 2PB', 'London'])(
    '"%s" is none',
    (name) => {
      expect(uk.chainOf(name) !== null).toBe(false)
    },
  )
})

describe('the UK areas (D7): it promises that', () => {
  it('there are 124, each with a name of one to two letters, in order and once', () => {
    const areas = ukAreas.map(({ area }) => area)
    expect(areas).toHaveLength(124)
    expect(areas).toEqual([...new Set(areas)].sort())
  })

  it('none begins with Q, V or X, and none has I, J or Z second', () => {
    for (const { area } of ukAreas) expect(area).toMatch(/^[^QVX][^IJZ]?$/)
  })

  it('Jersey, Guernsey and the Isle of Man are outside UK VAT', () => {
    expect(ukAreas.filter(({ ukVat }) => !ukVat).map(({ name }) => name)).toEqual(['Guernsey', 'Isle of Man', 'Jersey'])
  })
})
