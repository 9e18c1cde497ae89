import type { LoginRow } from '../../../db/store/logins.ts'
import type { Ctx } from '../../context.ts'

/**
 * Whether taking full access from this login might lock its partner out: then somebody else must be in with full access.
 * An admin may do it all the same, and is who can let the partner in again.
 */
export const isLastWord = ({ actor }: Ctx, { access, acceptedAt }: LoginRow): boolean =>
  'loginId' in actor && access === 'full' && acceptedAt !== null
