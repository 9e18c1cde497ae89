import type { FieldProblem } from '../../../contract/problem.ts'

/** Why a body may not point at this partner: there is none, or it is closed. */
export function partnerProblems(partner: { status: string } | null): FieldProblem[] {
  const pointer = '/partnerId'
  if (partner === null) return [{ pointer, code: 'NOT_FOUND', message: 'There is no such partner.' }]
  if (partner.status === 'closed') return [{ pointer, code: 'CLOSED', message: 'This partner is closed.' }]
  return []
}

/** Why a body may not point at this lead type: there is none, or it is archived. */
export const leadTypeProblems = (leadType: Archivable | null): FieldProblem[] =>
  archivableProblems(leadType, { pointer: '/leadTypeId', what: 'lead type' })

/** Why a body may not point at this lead group: there is none, or it is archived. */
export const leadGroupProblems = (group: Archivable | null): FieldProblem[] =>
  archivableProblems(group, { pointer: '/leadGroupId', what: 'lead group' })

interface Archivable {
  archivedAt: number | null
}

function archivableProblems(
  thing: Archivable | null,
  { pointer, what }: { pointer: string; what: string },
): FieldProblem[] {
  if (thing === null) return [{ pointer, code: 'NOT_FOUND', message: `There is no such ${what}.` }]
  if (thing.archivedAt !== null) return [{ pointer, code: 'ARCHIVED', message: `This ${what} is archived.` }]
  return []
}
