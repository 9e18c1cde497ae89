import { Problem } from '../problem.ts'

/** The number that a page starts behind: most lists go by id, and their cursor is the last one that was shown. */
export function pageStart(cursor: string | undefined): number {
  if (cursor === undefined) return 0
  if (/^[1-9][0-9]{0,14}$/.test(cursor)) return Number(cursor)
  throw badCursor()
}

/** A cursor that no page of ours gave out. */
export const badCursor = (): Problem =>
  new Problem('INVALID_QUERY', {
    errors: [{ pointer: 'cursor', code: 'INVALID', message: 'Expected the nextCursor of the page before.' }],
  })
