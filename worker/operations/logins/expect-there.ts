import type { LoginRow } from '../../../db/store/logins.ts'
import { Problem } from '../../problem.ts'

/** A removed login stays as it is: history names it. */
export function expectThere({ removedAt }: LoginRow): void {
  if (removedAt !== null) throw new Problem('ARCHIVED', { detail: 'This login was removed. Invite the person anew.' })
}
