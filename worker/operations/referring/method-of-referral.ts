import type { FieldProblem } from '../../../contract/problem.ts'
import type { Actor } from '../../context.ts'
import type { HandMethod } from '../../domain/routing/method.ts'
import { methodNamed } from '../../domain/routing/methods.ts'
import { Problem } from '../../problem.ts'
import type { LoadedLeadType } from '../leads/load-lead-type.ts'
import type { ReferLead } from './refer-request.ts'

type Type = Pick<LoadedLeadType, 'referralMethod'>

/**
 * By which method a lead of this type is referred now: the one asked for, else the type's usual one. null: the type is
 * not referable (D1.1). Problems: INVALID_BODY, NOT_ALLOWED for a call that nobody would make.
 */
export function methodOfReferral(
  actor: Actor,
  leadType: Type,
  { method: asked, appointment }: Pick<ReferLead, 'method' | 'appointment'>,
): HandMethod | null {
  const errors = methodProblems(leadType, asked, '/method')
  if (errors.length > 0) throw new Problem('INVALID_BODY', { errors })
  const method = usualMethod(leadType, asked)
  if (appointment !== undefined && method !== 'appointment')
    throw new Problem('INVALID_BODY', { errors: [notWithAppointment] })
  if (method !== null && methodNamed(method).isCall && actor.kind === 'job')
    throw new Problem('NOT_ALLOWED', {
      detail: 'A call is transferred by a person: nothing refers such a lead by itself.',
    })
  return method
}

/** The method that is asked for, else the usual one of the type. */
export const usualMethod = ({ referralMethod }: Type, asked: HandMethod | undefined): HandMethod | null =>
  referralMethod === null ? null : (asked ?? methodNamed(referralMethod).byHand[0])

/** A method that asks less than the lead type does is refused: an appointment type always needs its appointment. */
export function methodProblems(
  { referralMethod }: Type,
  asked: HandMethod | undefined,
  pointer: string,
): FieldProblem[] {
  if (referralMethod === null || asked === undefined) return []
  const { title, byHand } = methodNamed(referralMethod)
  if (byHand.includes(asked)) return []
  const message = `Leads of this type (${title}) are referred by hand as: ${byHand.join(', ')}.`
  return [{ pointer, code: 'METHOD_NOT_POSSIBLE', message }]
}

const notWithAppointment: FieldProblem = {
  pointer: '/appointment',
  code: 'METHOD_NOT_POSSIBLE',
  message: 'Only a referral by the method "appointment" carries one. Give that method, or leave the appointment out.',
}
