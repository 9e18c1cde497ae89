import { placeListSchema } from '../../../../contract/place.ts'
import { listPlaces } from '../../../operations/setups/list-places.ts'
import { route } from '../../route.ts'

export const listPlacesRoute = route({
  method: 'GET',
  path: '/v1/places',
  may: ['admin', 'partner'],
  tag: 'Places',
  summary: 'List the areas that can be selected',
  description: 'Districts inside an area, such as NW1, can be selected too.',
  answer: { status: 200, body: placeListSchema },
  handle: async () => listPlaces(),
})
