import { type PlaceCode, type PlaceScheme, type PostcodeQuality, placeCode } from './place.ts'
import { uk } from './uk.ts'

/**
 * Every country's places. A scheme's position is part of its codes: add at the end (eight fit), never reorder. A name
 * or postcode that several could read belongs to the first.
 */
export const schemes: readonly PlaceScheme[] = [uk]

/**
 * The places that contain a lead, widest first, and its outward code as a person reads it. No codes and `invalid` when
 * no scheme can read the postcode; quality null when there is none to read.
 */
export function placesOfLead(postcode: string | null): {
  codes: PlaceCode[]
  outward: string | null
  quality: PostcodeQuality | null
} {
  if (postcode === null || postcode.trim() === '') return { codes: [], outward: null, quality: null }
  for (const [index, scheme] of schemes.entries()) {
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
  const name = text.trim().toUpperCase()
  for (const [index, scheme] of schemes.entries()) {
    const chain = scheme.chainOf(name)
    if (chain !== null) return chain.map((each) => placeCode(index, each))
  }
  return null
}
