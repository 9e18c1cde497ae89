import { type Located, nowhere, type PlaceScheme } from './place.ts'
import { ukAreas } from './uk-areas.ts'

/**
 * The United Kingdom with Jersey, Guernsey and the Isle of Man (D7). Leads are routed on the outward code only: its
 * leading letters are the area, the whole of it is the district. A district that ends in a letter (EC1A) also lies in
 * the one without it (EC1); NW10 does not lie in NW1.
 */
export const uk: PlaceScheme = {
  country: 'GB',
  offered: ukAreas.map(({ area, name }) => ({ name: area, title: name })),
  locate: parseUkPostcode,
  chainOf,
  write: (name) => name,
}

/** Reads a postcode however it is typed: `m1 1aa`, `CR26XH`, or only the outward code. */
export function parseUkPostcode(text: string): Located {
  const typed = text.toUpperCase().replace(/\s/g, '')
  const whole = chainOf(typed)
  if (whole !== null) return isArea(typed) ? nowhere : { quality: 'outward_only', outward: typed, chain: whole }

  const [outward, inward] = [typed.slice(0, -3), typed.slice(-3)]
  const chain = isArea(outward) ? null : chainOf(outward)
  if (chain === null || !/^[0-9][A-Z]{2}$/.test(inward) || (outward === girobank && inward !== '0AA')) return nowhere
  // Real-world lists break the rule for inward letters (D7's own sample is BB12 1BC), and it says nothing of where.
  return { quality: /[CIKMOV]/.test(inward) ? 'loose' : 'strict', outward, chain }
}

/** Its postcode, GIR 0AA, follows no format and lies in no area. */
const girobank = 'GIR'

const areas = new Set(ukAreas.map(({ area }) => area))

const isArea = (name: string): boolean => areas.has(name)

/**
 * Area letters, then AN, ANN, AAN, AANN, ANA or AANA. That Q, V and X come never first and I, J and Z never second
 * follows from the list of areas.
 */
function chainOf(name: string): readonly string[] | null {
  if (isArea(name) || name === girobank) return [name]
  const [, area, numbers, letter] = /^([A-Z]{1,2})(?:([0-9]{1,2})|[0-9]([A-Z]))$/.exec(name) ?? []
  if (area === undefined || !isArea(area)) return null
  if (numbers !== undefined) return [area, name]
  if (area.length === 1 && !thirdLetters.includes(letter!)) return null
  return [area, name.slice(0, -1), name]
}

/** What may follow the number of an area of one letter (W1A). */
const thirdLetters = 'ABCDEFGHJKSTUW'
