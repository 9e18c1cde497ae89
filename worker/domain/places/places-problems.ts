import type { FieldProblem } from '../../../contract/problem.ts'
import type { PlaceCode } from './place.ts'
import { placeName, placesAround } from './schemes.ts'

/**
 * What is wrong with the places of a setup (F38): a name that is no place, one that is given twice, or one that lies
 * in another that is selected as well. A setup's places are an area or some of its districts, never both, and so with
 * EC1 and EC1A: otherwise it would stand in two queues for one lead (ENGINE 3). Pointers are into the body
 * (`/places/3`).
 */
export function placesProblems(names: readonly string[]): FieldProblem[] {
  const selected = new Map<PlaceCode, number>()
  const chains = names.map((name, index) => {
    const chain = placesAround(name)
    const place = chain?.at(-1)
    if (place !== undefined && !selected.has(place)) selected.set(place, index)
    return chain
  })

  return chains.flatMap((chain, index): FieldProblem[] => {
    const pointer = `/places/${index}`
    if (chain === null) {
      const message = `"${names[index]}" is no place. Give an area such as NW, a district such as NW10, or a state such as US-CA.`
      return [{ pointer, code: 'UNKNOWN_PLACE', message }]
    }
    const place = chain.at(-1)!
    if (selected.get(place) !== index)
      return [{ pointer, code: 'DUPLICATE_PLACE', message: `${placeName(place)} is given twice.` }]
    const wider = chain.slice(0, -1).find((around) => selected.has(around))
    if (wider === undefined) return []
    const message = `${placeName(place)} lies in ${placeName(wider)}, which is selected as well. Select one of the two.`
    return [{ pointer, code: 'OVERLAPPING_PLACES', message }]
  })
}
