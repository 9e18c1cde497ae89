import type { FieldProblem } from '../../../contract/problem.ts'
import { allAreas as everywhere, type PlaceCode } from '../../domain/places/place.ts'
import { placesProblems } from '../../domain/places/places-problems.ts'
import { placeNamed } from '../../domain/places/schemes.ts'

interface Wanted {
  allAreas?: boolean | undefined
  places?: readonly string[] | undefined
}

/**
 * The places that a setup is to have, as codes in ascending order, after these wishes (F38). Places that are given end
 * all areas, `allAreas: true` alone drops the places, and both at once contradict each other.
 */
export function placeCodes(
  { allAreas, places }: Wanted,
  before: readonly PlaceCode[],
): { codes: readonly PlaceCode[]; problems: FieldProblem[] } {
  if (allAreas === true && (places ?? []).length > 0) return { codes: before, problems: [contradiction] }
  if (allAreas === true) return { codes: [everywhere], problems: [] }
  if (places === undefined)
    return { codes: allAreas === false ? before.filter((code) => code !== everywhere) : before, problems: [] }
  const problems = placesProblems(places)
  if (problems.length > 0) return { codes: before, problems }
  if (places.length === 0 && allAreas === undefined && before.includes(everywhere))
    return { codes: before, problems: [] }
  return { codes: places.map((name) => placeNamed(name)!).sort((a, b) => a - b), problems: [] }
}

const contradiction: FieldProblem = {
  pointer: '/places',
  code: 'NOT_WITH_ALL_AREAS',
  message: 'Give places or all areas, not both.',
}
