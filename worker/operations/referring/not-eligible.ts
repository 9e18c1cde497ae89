import type { EligibilityCode, Failure, LeadFailure } from '../../../contract/eligibility.ts'
import type { FieldProblem } from '../../../contract/problem.ts'
import { advice } from '../../domain/eligibility/advice.ts'
import { Problem } from '../../problem.ts'

/** A partner cannot take a lead: every criterion that it fails, the values compared, and what to do about each (F42). */
export const notEligible = (failures: readonly Failure[]): Problem =>
  new Problem('NOT_ELIGIBLE', { errors: failures.map(({ code, title, values }) => asProblem(code, title, values)) })

/** The database refused a partner after it was found eligible: somebody else was faster. */
export const refusedByDatabase = (word: string): Problem =>
  new Problem('NOT_ELIGIBLE', { errors: [asProblem(word, 'This changed in the meantime', {})] })

/** The lead itself can go to nobody: named by the first reason, with all of them. None can be overridden (D1). */
export const notReferable = (failures: readonly LeadFailure[]): Problem =>
  new Problem(failures[0]!.code, {
    errors: failures.map(({ code, title, values }) => ({
      pointer: code.startsWith('APPOINTMENT') ? '/appointment' : '',
      code,
      message: `Not met: ${title} (${compared(values)}).`,
    })),
  })

function asProblem(code: string, title: string, values: Failure['values']): FieldProblem {
  const what = Object.keys(values).length === 0 ? `Not met: ${title}` : `Not met: ${title} (${compared(values)})`
  const todo = Object.hasOwn(advice, code) ? ` ${advice[code as EligibilityCode]}` : ''
  return { pointer: '/partnerId', code, message: `${what}.${todo}` }
}

const compared = (values: Failure['values']): string =>
  Object.entries(values)
    .map(([name, value]) => `${name} ${value === null ? 'none' : value}`)
    .join(', ')
