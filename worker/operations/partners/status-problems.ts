import type { PartnerStatus } from '../../../contract/partner.ts'
import type { FieldProblem } from '../../../contract/problem.ts'

/**
 * Where a partner's status may go (F41): nobody becomes pending again, and the house partner cannot be closed (S1). A
 * closed partner may come back; its history, statement and referrals were never gone.
 */
export function statusProblems(
  { isHouse, status: before }: { isHouse: boolean; status: PartnerStatus },
  status: PartnerStatus,
): FieldProblem[] {
  const refuse = (code: string, message: string): FieldProblem[] => [{ pointer: '/status', code, message }]
  if (status === before) return []
  if (status === 'pending') return refuse('NOT_PENDING_AGAIN', 'A partner is pending only until somebody decides.')
  if (status === 'closed' && isHouse) return refuse('HOUSE_PARTNER', 'This is the house itself: it cannot be closed.')
  return []
}
