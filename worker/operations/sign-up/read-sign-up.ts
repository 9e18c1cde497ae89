import { parseAll } from '../../../contract/parse.ts'
import type { FieldProblem } from '../../../contract/problem.ts'
import { type RawSignUp, type SignUp, signUpSchema } from '../../../contract/sign-up.ts'
import { placesProblems } from '../../domain/places/places-problems.ts'
import { scheduleProblems } from '../../domain/schedule/schedule-problems.ts'
import { phoneProblem, toE164 } from '../people/phone-number.ts'
import type { SignUpOffer } from './sign-up-offer.ts'

export type ReadSignUp = { ok: true; signUp: SignUp } | { ok: false; errors: FieldProblem[] }

/** What somebody filled in as a sign-up, or everything that is wrong with it at once: a pointer for each field. */
export function readSignUp(raw: RawSignUp, { leadTypes }: Pick<SignUpOffer, 'leadTypes'>): ReadSignUp {
  const parsed = parseAll(signUpSchema, raw)
  const errors = [...(parsed.ok ? [] : parsed.errors), ...moreProblems(raw, leadTypes)]
  return parsed.ok && errors.length === 0 ? { ok: true, signUp: parsed.output } : { ok: false, errors }
}

/** What no schema of one field can tell; each looks only at what has the right shape. */
function moreProblems(raw: RawSignUp, leadTypes: SignUpOffer['leadTypes']): FieldProblem[] {
  const { entries } = signUpSchema
  const phone = parseAll(entries.phone, raw.phone)
  const schedule = parseAll(entries.schedule, raw.schedule)
  const types = parseAll(entries.leadTypeIds, raw.leadTypeIds)
  const places = parseAll(entries.places, raw.places)
  return [
    ...(phone.ok && toE164(phone.output) === null ? [phoneProblem('/phone')] : []),
    ...(schedule.ok ? scheduleProblems(schedule.output) : []),
    ...(types.ok && types.output.some((id) => leadTypes.every((type) => type.id !== id)) ? [notOffered] : []),
    ...(raw.allAreas === false && places.ok ? whereProblems(places.output) : []),
  ]
}

const whereProblems = (places: string[]): FieldProblem[] => (places.length === 0 ? [nowhere] : placesProblems(places))

const notOffered: FieldProblem = {
  pointer: '/leadTypeIds',
  code: 'NOT_OFFERED',
  message: 'One of these is not on offer any more. Please choose again.',
}

const nowhere: FieldProblem = {
  pointer: '/places',
  code: 'NO_LOCATIONS_SET',
  message: 'Choose where you want leads from: all areas, or some.',
}
