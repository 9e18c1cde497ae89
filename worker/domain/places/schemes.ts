import { allAreas, type PlaceCode, type PlaceScheme, type PostcodeQuality, placeCode, placeOf } from './place.ts'
import { uk } from './uk.ts'
import { us } from './us.ts'

/**
 * Every country's places. A scheme's position is part of its codes: add at the end (eight fit), never reorder. What
 * several could read belongs to the first, and a test says when something does.
 */
export const schemes: readonly PlaceScheme[] = [uk, us]

/**
 * The places that contain a lead, widest first, and its outward code as a person reads it. No codes and `invalid` when
 * no scheme can read the postcode; quality null when there is none to read. With a country only that one's scheme is
 * asked: 10115 is Berlin to a German and New York to an American. An outward code that was kept needs none.
 */
export function placesOfLead(
  postcode: string | null,
  country?: string,
): { codes: PlaceCode[]; outward: string | null; quality: PostcodeQuality | null } {
  if (postcode === null || postcode.trim() === '') return { codes: [], outward: null, quality: null }
  for (const [index, scheme] of schemes.entries()) {
    if (country !== undefined && country !== scheme.country) continue
    const { quality, outward, chain } = scheme.locate(postcode)
    if (quality !== 'invalid') return { codes: chain.map((name) => placeCode(index, name)), outward, quality }
  }
  return { codes: [], outward: null, quality: 'invalid' }
}

/** A place that a setup may select, by the name that a person typed: ` nw10 ` gives NW10's code. null: no such place. */
export function placeNamed(text: string): PlaceCode | null {
  return placesAround(text)?.at(-1) ?? null
}

/** A selectable place and all places that contain it, widest first, itself last; null when there is no such place. */
export function placesAround(text: string): PlaceCode[] | null {
  const written = text.trim().toUpperCase()
  for (const [index, scheme] of schemes.entries()) {
    const chain = scheme.chainOf(written)
    if (chain !== null) return chain.map((name) => placeCode(index, name))
  }
  return null
}

/** A place as it was selected: NW10, US-CA; `all areas` for 0. */
export function placeName(code: PlaceCode): string {
  if (code === allAreas) return 'all areas'
  const { schemeIndex, name } = placeOf(code)
  return schemes[schemeIndex]?.write(name) ?? name
}
