/**
 * A place that a setup may select and a lead may lie in, as one integer below 2^24: the scheme's position in
 * schemes.ts, then the name as up to four characters A-Z 0-9. 0 is all areas and the code of no name.
 */
export type PlaceCode = number

/** How one country names its places. One file each; listed in schemes.ts. */
export interface PlaceScheme {
  /** Where a postcode lies, as exactly as it can be told. Anything may be passed; nothing throws. */
  locate(postcode: string): Located
  /** A name that may be selected and all that contain it, widest first, itself last; null when it names no place. */
  chainOf(name: string): readonly string[] | null
}

/** How good a postcode is (D7). An `invalid` one has no outward code and no chain. */
export type PostcodeQuality = 'strict' | 'loose' | 'outward_only' | 'invalid'

export interface Located {
  quality: PostcodeQuality
  /** What leads are routed on: the whole outward code, as a person reads it. */
  outward: string | null
  /** The names of the places that contain it, widest first. */
  chain: readonly string[]
}

export const allAreas: PlaceCode = 0

/** The code of a name in upper case, such as NW10. Throws on a name that no scheme could have. */
export function placeCode(schemeIndex: number, name: string): PlaceCode {
  if (!/^[A-Z0-9]{1,4}$/.test(name)) throw new Error(`No place has the name "${name}"`)
  let code = schemeIndex
  for (const character of name.padEnd(nameLength)) code = code * alphabet.length + alphabet.indexOf(character)
  return code
}

/** NW10, as it was selected; `all areas` for 0. */
export function placeName(code: PlaceCode): string {
  if (code === allAreas) return 'all areas'
  let name = ''
  for (let rest = code; name.length < nameLength; rest = Math.floor(rest / alphabet.length))
    name = alphabet[rest % alphabet.length]! + name
  return name.trimEnd()
}

/** The key of a queue (ENGINE 3): a lead type's turns for one place. */
export const cellOf = (leadTypeId: number, place: PlaceCode): number => leadTypeId * 2 ** 24 + place

/** The space stands for "no further character", so that a place's code is smaller than those of the places inside. */
const alphabet = ' ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'
const nameLength = 4
