import { isLeadId, parseReferralId } from '../../../contract/id.ts'
import type { LogPosition } from '../../../db/store/delivery-log.ts'
import { badCursor } from '../page-start.ts'

/** Where a page of the delivery log starts: in its walk along referrals, or among the late tries behind it. */
export type LogCursor =
  | { part: 'walk'; before: LogPosition }
  | { part: 'late'; before: { id: string; version: number } | null }

export function writeLogCursor(cursor: LogCursor): string {
  if (cursor.part === 'late')
    return cursor.before === null ? 'late' : `late~${cursor.before.id}~${cursor.before.version}`
  const { referredAt, leadId, partnerId, version } = cursor.before
  return `${referredAt}~${leadId}~${partnerId}~${version}`
}

/** Problems: INVALID_QUERY for a cursor that no page of ours gave out. */
export function readLogCursor(text: string | undefined): LogCursor | null {
  if (text === undefined) return null
  if (text === 'late') return { part: 'late', before: null }
  const [first = '', second = '', third = '', fourth = ''] = text.split('~')
  if (first === 'late' && parseReferralId(second) !== null && isCount(third))
    return { part: 'late', before: { id: second, version: Number(third) } }
  if (!isCount(first) || !isLeadId(second) || !isCount(third) || !isCount(fourth)) throw badCursor()
  return {
    part: 'walk',
    before: { referredAt: Number(first), leadId: second, partnerId: Number(third), version: Number(fourth) },
  }
}

const isCount = (text: string): boolean => /^[0-9]{1,15}$/.test(text)
