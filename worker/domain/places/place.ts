import type { PlaceCountry } from '../../../contract/place.ts'

/**
 * A place that a setup may select and a lead may lie in, as one integer below 2^24: the scheme's position in
 * schemes.ts, then the name as up to four characters A-Z 0-9. 0 is all areas and the code of no name.
 */
export type PlaceCode = number

/**
 * How one country names its places. One file each; listed in schemes.ts. A place's name is its own within the scheme;
 * where another country has the same one, people write it in a longer way (US-CA), and `write` gives that.
 */
export interface PlaceScheme {
  /** Whose postcodes it reads. */
  country: PlaceCountry
  /** What a picker offers; more places than these may be selected. */
  offered: readonly OfferedPlace[]
  /** Where a postcode lies, as exactly as it can be told. Anything may be passed; nothing throws. */
  locate(postcode: string): Located
  /** A place as people write it and all that contain it, by name, widest first, itself last; null: no such place. */
  chainOf(written: string): readonly string[] | null
  /** A name as people write it: what `chainOf` reads. */
  write(name: string): string
}

export interface OfferedPlace {
  name: string
  /** In words: London North West. */
  title: string
}

/** How good a postcode is (D7). An `invalid` one has no outward code and no chain. */
export type PostcodeQuality = 'strict' | 'loose' | 'outward_only' | 'invalid'

export interface Located {
  quality: PostcodeQuality
  /** What leads are routed on, as a person reads it: the whole outward code, or a ZIP. */
  outward: string | null
  /** The names of the places that contain it, widest first. */
  chain: readonly string[]
}

/** A postcode that names no place. */
export const nowhere: Located = { quality: 'invalid', outward: null, chain: [] }

export const allAreas: PlaceCode = 0

/** The code of a name in upper case, such as NW10. Throws on a name that no scheme could have. */
export function placeCode(schemeIndex: number, name: string): PlaceCode {
  if (!/^[A-Z0-9]{1,4}$/.test(name)) throw new Error(`No place has the name "${name}"`)
  let code = schemeIndex
  for (const character of name.padEnd(nameLength)) code = code * alphabet.length + alphabet.indexOf(character)
  return code
}

/** The scheme and the name that a code was made of. All areas have none: the name is empty. */
export function placeOf(code: PlaceCode): { schemeIndex: number; name: string } {
  let [rest, name] = [code, '']
  for (; name.length < nameLength; rest = Math.floor(rest / alphabet.length))
    name = alphabet[rest % alphabet.length]! + name
  return { schemeIndex: rest, name: name.trimEnd() }
}

/** The key of a queue (ENGINE 3): a lead type's turns for one place. */
export const cellOf = (leadTypeId: number, place: PlaceCode): number => leadTypeId * 2 ** 24 + place

/** The space stands for "no further character", so that a place's code is smaller than those of the places inside. */
const alphabet = ' ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'
const nameLength = 4
