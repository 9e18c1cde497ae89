import type { ReturnRow } from '../../../db/store/returns.ts'
import { Problem } from '../../problem.ts'
import type { FoundReturn } from './load-return.ts'

/** The return that waits for a decision. Problems: NOT_FOUND when none was asked for, RETURN_DECIDED. */
export function openReturn({ current }: FoundReturn): ReturnRow {
  if (current === null) throw new Problem('NOT_FOUND')
  if (current.state === 'requested') return current
  throw new Problem('RETURN_DECIDED', { detail: insteadOf[current.state] })
}

const insteadOf = {
  approved: 'It was approved, and its money went back.',
  rejected: 'It was rejected. Clear it, so that it can be asked for again.',
  cleared: 'It was cleared. It can be asked for again.',
}
