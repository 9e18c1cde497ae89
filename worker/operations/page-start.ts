import { isLeadId } from '../../contract/id.ts'
import { Problem } from '../problem.ts'

/** The number that a page starts behind: most lists go by id, and their cursor is the last one that was shown. */
export function pageStart(cursor: string | undefined): number {
  if (cursor === undefined) return 0
  if (/^[1-9][0-9]{0,14}$/.test(cursor)) return Number(cursor)
  throw badCursor()
}

/** Where a page of a list along time starts: an instant, and the lead among those of that instant. */
export interface LeadPosition {
  at: number
  leadId: string
}

export const leadCursor = ({ at, leadId }: LeadPosition): string => `${at}~${leadId}`

/** What `leadCursor` wrote; null for the first page. */
export function leadPageStart(cursor: string | null | undefined): LeadPosition | null {
  if (cursor === undefined || cursor === null) return null
  const [at = '', leadId = ''] = cursor.split('~')
  if (!/^[0-9]{1,15}$/.test(at) || !isLeadId(leadId)) throw badCursor()
  return { at: Number(at), leadId }
}

/** A cursor that no page of ours gave out. */
export const badCursor = (): Problem =>
  new Problem('INVALID_QUERY', {
    errors: [{ pointer: 'cursor', code: 'INVALID', message: 'Expected the nextCursor of the page before.' }],
  })
