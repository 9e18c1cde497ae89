import { Problem } from '../../problem.ts'

/** The id that a page starts behind: lists of configuration go by id, and their cursor is the last one that was shown. */
export function pageStart(cursor: string | undefined): number {
  if (cursor === undefined) return 0
  if (/^[1-9][0-9]{0,14}$/.test(cursor)) return Number(cursor)
  const error = { pointer: 'cursor', code: 'INVALID', message: 'Expected the nextCursor of the page before.' }
  throw new Problem('INVALID_QUERY', { errors: [error] })
}
