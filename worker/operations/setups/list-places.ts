import type { PlaceList } from '../../../contract/place.ts'
import { ukAreas } from '../../domain/places/uk-areas.ts'

/** The areas that a setup may select. No secret: anybody with a key may read them. */
export const listPlaces = (): PlaceList => ({ items: ukAreas.map(({ area, name }) => ({ place: area, name })) })
