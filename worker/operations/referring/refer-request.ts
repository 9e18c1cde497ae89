import type { NewAppointment } from '../../../contract/appointment.ts'
import type { EligibilityCode } from '../../../contract/eligibility.ts'
import type { FieldProblem } from '../../../contract/problem.ts'
import type { Actor } from '../../context.ts'
import { isOverridable } from '../../domain/eligibility/overridable.ts'
import type { HandMethod } from '../../domain/routing/method.ts'
import { Problem } from '../../problem.ts'

/** What is asked for when a lead is referred by hand (F42). */
export interface ReferLead {
  leadId: string
  /** Absent: whoever is next in the queue. */
  partnerId?: number | undefined
  /** Absent: as its lead type says; a lead that would go by itself goes `manual`. */
  method?: HandMethod | undefined
  appointment?: NewAppointment | undefined
  /** Criteria to override (D1), with a reason. */
  override?: readonly EligibilityCode[]
  reason?: string
}

/**
 * Who may override what (D1): a person with an admin key, of one partner, with a reason, and only what can be overridden.
 * Problems: NOT_ALLOWED, INVALID_BODY with everything that is wrong.
 */
export function requireMayOverride(actor: Actor, { partnerId, override = [], reason = '' }: ReferLead): void {
  if (override.length === 0) return
  if (actor.kind !== 'admin') throw new Problem('NOT_ALLOWED', { detail: 'Only a person may override a criterion.' })
  const errors: FieldProblem[] = override.flatMap((code, i) =>
    isOverridable(code)
      ? []
      : [{ pointer: `/override/${i}`, code: 'NOT_OVERRIDABLE', message: `Nobody may override ${code}.` }],
  )
  if (reason.trim().length < 3)
    errors.push({ pointer: '/reason', code: 'REQUIRED', message: 'Say why you override it, in a few words.' })
  if (partnerId === undefined)
    errors.push({ pointer: '/partnerId', code: 'REQUIRED', message: 'Name the partner for whom you override it.' })
  if (errors.length > 0) throw new Problem('INVALID_BODY', { errors })
}
