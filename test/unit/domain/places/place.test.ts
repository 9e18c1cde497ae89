import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allAreas, cellOf, placeCode, placeOf } from '../../../../worker/domain/places/place.ts'
import { placeName, placeNamed, placesAround, placesOfLead, schemes } from '../../../../worker/domain/places/schemes.ts'
import { ukAreas } from '../../../../worker/domain/places/uk-areas.ts'

const nwCodes = ['NW', 'NW10'].map((name) => placeCode(0, name))
const california = [placeCode(1, 'CA')]

describe('the code of a place: it promises that', () => {
  const names = fc.stringMatching(/^[A-Z0-9]{1,4}$/)
  const positions = fc.nat(7)

  it('every name comes back, fits below 2^24 and is never 0, which is all areas', () => {
    fc.assert(
      fc.property(positions, names, (scheme, name) => {
        const code = placeCode(scheme, name)
        expect(placeOf(code)).toEqual({ schemeIndex: scheme, name })
        expect(code).toBeGreaterThan(allAreas)
        expect(code).toBeLessThan(2 ** 24)
      }),
    )
  })

  it('two names, or one in two countries, never share a code', () => {
    fc.assert(
      fc.property(positions, positions, names, names, (scheme, otherScheme, name, otherName) => {
        const same = scheme === otherScheme && name === otherName
        expect(placeCode(scheme, name) === placeCode(otherScheme, otherName)).toBe(same)
      }),
    )
  })

  it('0 reads as all areas', () => {
    expect(placeName(allAreas)).toBe('all areas')
  })

  it.each(['', 'nw1', 'EC1AB', 'É', 'N 1'])('"%s" gets no code', (name) => {
    expect(() => placeCode(0, name)).toThrow()
  })

  it('codes are stored, so they never change', () => {
    expect(['M', 'NW10', 'EC1A', 'GIR'].map((name) => placeCode(0, name))).toEqual([658489, 741692, 258409, 367558])
    expect(['US-CA', 'US-NY'].map(placeNamed)).toEqual([2027489, 2617528])
  })

  it('a cell keeps lead types and places apart, and within the safe integers', () => {
    expect(cellOf(1, allAreas)).toBeGreaterThan(cellOf(0, placeCode(7, '9999')))
    expect(Number.isSafeInteger(cellOf(500_000_000, placeCode(7, '9999')))).toBe(true)
  })

  it('all schemes have room', () => {
    expect(schemes.length).toBeLessThanOrEqual(8)
  })
})

describe('the places of a lead: it promises that', () => {
  it.each([
    { postcode: 'nw10 2pb', codes: nwCodes, outward: 'NW10', quality: 'strict' },
    { postcode: 'NW10 2CC', codes: nwCodes, outward: 'NW10', quality: 'loose' },
    { postcode: 'NW10', codes: nwCodes, outward: 'NW10', quality: 'outward_only' },
    { postcode: '90210', codes: california, outward: '90210', quality: 'strict' },
    { postcode: '90210-1234', codes: california, outward: '90210', quality: 'strict' },
    { postcode: 'somewhere', codes: [], outward: null, quality: 'invalid' },
    { postcode: '  ', codes: [], outward: null, quality: null },
    { postcode: null, codes: [], outward: null, quality: null },
  ])('$postcode is $quality', ({ postcode, ...expected }) => {
    expect(placesOfLead(postcode)).toEqual(expected)
  })

  it.each([
    { postcode: '10115', country: 'US', outward: '10115' },
    { postcode: '10115', country: 'DE', outward: null },
    { postcode: '10115', country: 'GB', outward: null },
    { postcode: 'NW10 2PB', country: 'GB', outward: 'NW10' },
    { postcode: 'NW10 2PB', country: 'US', outward: null },
  ])('$postcode of $country is read as $outward', ({ postcode, country, outward }) => {
    expect(placesOfLead(postcode, country).outward).toBe(outward)
  })

  it('an outward code that was kept lies where the postcode did', () => {
    for (const postcode of ['NW10 2PB', 'EC1A 1BB', 'GIR 0AA', '90210-1234']) {
      const { outward, codes } = placesOfLead(postcode)
      expect(placesOfLead(outward).codes).toEqual(codes)
    }
  })
})

describe('two countries side by side: it promises that', () => {
  const readers = (text: string) => schemes.filter((scheme) => scheme.locate(text).quality !== 'invalid').length
  const namers = (text: string) => schemes.filter((scheme) => scheme.chainOf(text) !== null).length

  it('no postcode is read by more than one', () => {
    const postcodes = fc.oneof(
      fc.stringMatching(/^[0-9]{5}(-[0-9]{4})?$/),
      fc.stringMatching(/^[A-Z]{1,2}[0-9]{1,2}[A-Z]? ?[0-9][A-Z]{2}$/),
      fc.stringMatching(/^[A-Z0-9 -]{1,10}$/),
    )
    fc.assert(fc.property(postcodes, (text) => readers(text) <= 1))
  })

  it('no place that is offered is another one elsewhere, and each is selected by the name it is shown with', () => {
    for (const [index, { offered, write }] of schemes.entries())
      for (const { name } of offered) {
        expect(namers(write(name))).toBe(1)
        expect(placesAround(write(name))).toEqual([placeCode(index, name)])
        expect(placeName(placeCode(index, name))).toBe(write(name))
      }
  })

  it('CA is Carlisle, and US-CA is California', () => {
    expect(placeNamed('ca')).toBe(placeCode(0, 'CA'))
    expect(placeNamed(' us-ca ')).toBe(placeCode(1, 'CA'))
    expect(['USCA', 'US-ZZ', 'US-', 'US', 'US-CA1'].map(placeNamed)).toEqual([null, null, null, null, null])
  })
})

describe('a place that is selected: it promises that', () => {
  it.each([
    { selected: 'NW', takes: ['NW1 6XE', 'NW10 2PB'], leaves: ['N1 9AA', 'W1A 1HQ'] },
    { selected: 'NW1', takes: ['NW1 6XE', 'NW1 0AA'], leaves: ['NW10 2PB', 'NW11 6XE'] },
    { selected: 'NW10', takes: ['NW10 2PB'], leaves: ['NW1 0AA', 'NW1 6XE'] },
    { selected: 'EC1', takes: ['EC1A 1BB', 'EC1Y 8SY', 'EC1'], leaves: ['EC2A 1AA', 'E1 1AA'] },
    { selected: 'EC1A', takes: ['EC1A 1BB'], leaves: ['EC1Y 8SY', 'EC1'] },
    { selected: 'W1', takes: ['W1A 1HQ'], leaves: ['W10 5AA', 'W2 1AA'] },
    { selected: 'US-NY', takes: ['10001', '06390', '14925'], leaves: ['07001', '06389', 'NW1 6XE'] },
    { selected: 'N', takes: ['N1C 4AG', 'N22 5AA'], leaves: ['NW1 6XE', 'NE1 1AA'] },
  ])('$selected takes $takes and leaves $leaves', ({ selected, takes, leaves }) => {
    const covers = (postcode: string) => placesOfLead(postcode).codes.includes(placeNamed(selected)!)
    expect(takes.filter((postcode) => !covers(postcode))).toEqual([])
    expect(leaves.filter(covers)).toEqual([])
  })

  it('is found however it is typed, and nothing else is', () => {
    expect(placeNamed(' ec1a ')).toBe(placeCode(0, 'EC1A'))
    expect(placeNamed('QA1')).toBeNull()
  })

  it('every UK area may be selected', () => {
    expect(ukAreas.filter(({ area }) => placeNamed(area) !== placeCode(0, area))).toEqual([])
  })
})
