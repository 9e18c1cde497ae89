import type { HistoryPosition } from '../../../db/store/history-list.ts'
import { badCursor } from '../page-start.ts'

/** Where a page of history ends, as a cursor: `1781524800000.3.ptn_12`. */
export const formatPosition = ({ at, id, version }: HistoryPosition): string => `${at}.${version}.${id}`

/** What a cursor says; null without one. Problems: INVALID_QUERY. */
export function readPosition(cursor: string | undefined): HistoryPosition | null {
  if (cursor === undefined) return null
  const match = /^([0-9]{1,15})\.([0-9]{1,9})\.([a-z]+(?:_[0-9a-z-]+)?)$/.exec(cursor)
  if (match === null) throw badCursor()
  return { at: Number(match[1]), version: Number(match[2]), id: match[3]! }
}
