import type { Place, PlaceList, PlaceQuery } from '../../../contract/place.ts'
import type { PlaceScheme } from '../../domain/places/place.ts'
import { schemes } from '../../domain/places/schemes.ts'

/**
 * The places that a setup may select, for a picker (F38): areas and states. Districts are too many to list; one that is
 * searched for by its exact name stands first. No secret: anybody with a key may read them.
 */
export function listPlaces({ country, search = '' }: PlaceQuery): PlaceList {
  const asked = schemes.filter((scheme) => country === undefined || scheme.country === country)
  const text = search.toUpperCase()
  const items = asked.flatMap(placesOf)
  if (text === '') return { items }
  const matching = items.filter(({ place, name }) => place.startsWith(text) || name.toUpperCase().includes(text))
  const exact = asked.flatMap((scheme) => placeFound(scheme, text))
  return { items: [...exact, ...matching.filter(({ place }) => place !== text)] }
}

const placesOf = (scheme: PlaceScheme): Place[] =>
  scheme.offered.map(({ name, title }) => toPlace(scheme, { name, title }))

/** The place of that very name, called after the widest one around it: NW1 is in London North West. */
function placeFound(scheme: PlaceScheme, text: string): Place[] {
  const chain = scheme.chainOf(text)
  if (chain === null) return []
  const around = scheme.offered.find(({ name }) => name === chain[0])
  return [toPlace(scheme, { name: chain.at(-1)!, title: around?.title ?? text })]
}

const toPlace = ({ country, write }: PlaceScheme, { name, title }: { name: string; title: string }): Place => ({
  place: write(name),
  name: title,
  country,
})
