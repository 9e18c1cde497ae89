import { beforeEach, describe, expect, it } from 'vitest'
import type { Place } from '../../../contract/place.ts'
import { client } from '../../support/client.ts'
import { seedAdminKey } from '../../support/seed-access.ts'

let key: string

beforeEach(async () => {
  key = await seedAdminKey()
})

const places = async (query: string): Promise<Place[]> => (await client({ key }).get(`/v1/places${query}`)).body.items

describe('GET /v1/places', () => {
  it('promises the 124 areas and the 62 states by name', async () => {
    const all = await places('')
    expect(all).toHaveLength(124 + 62)
    expect(all).toContainEqual({ place: 'NW', name: 'London North West', country: 'GB' })
    expect(all).toContainEqual({ place: 'US-CA', name: 'California', country: 'US' })
  })

  it('promises those of one country', async () => {
    expect((await places('?country=US')).every(({ place }) => place.startsWith('US-'))).toBe(true)
    expect(await places('?country=GB')).toHaveLength(124)
    expect((await client({ key }).get('/v1/places?country=DE')).body).toMatchObject({
      code: 'INVALID_QUERY',
      errors: [{ pointer: 'country', code: 'NOT_AN_OPTION' }],
    })
  })

  it.each([
    ['london no', ['N', 'NW']],
    ['NW', ['NW']],
    ['us-n', ['US-NC', 'US-ND', 'US-NE', 'US-NH', 'US-NJ', 'US-NM', 'US-NV', 'US-NY']],
    ['carl', ['CA']],
    ['cal', ['KY', 'US-CA']],
    ['ca', ['CA', 'CB', 'CF', 'CT', 'DN', 'KY', 'LA', 'NE', 'US-AA', 'US-AS', 'US-CA', 'US-NC', 'US-SC']],
    ['Narnia', []],
  ])('promises what "%s" finds', async (search, found) => {
    expect((await places(`?search=${encodeURIComponent(search)}`)).map(({ place }) => place)).toEqual(found)
  })

  it.each([
    ['nw1', { place: 'NW1', name: 'London North West', country: 'GB' }],
    ['EC1A', { place: 'EC1A', name: 'London East Central', country: 'GB' }],
    ['gir', { place: 'GIR', name: 'GIR', country: 'GB' }],
  ])('promises the district %s, which is not listed, by its exact name', async (search, place) => {
    expect((await places(`?search=${search}`))[0]).toEqual(place)
  })
})
