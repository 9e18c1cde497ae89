import { placeListSchema, placeQuery } from '../../../../contract/place.ts'
import { listPlaces } from '../../../operations/places/list-places.ts'
import { route } from '../../route.ts'

export const listPlacesRoute = route({
  method: 'GET',
  path: '/v1/places',
  may: ['admin', 'partner'],
  tag: 'Places',
  summary: 'List the places that can be selected',
  description:
    'British postcode areas and American states. A district inside an area, such as NW1, can be selected too: it is not listed, and found when it is searched for by its name.',
  query: placeQuery,
  answer: { status: 200, body: placeListSchema },
  handle: async (_ctx, { query }) => listPlaces(query),
})
