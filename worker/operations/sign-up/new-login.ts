import { formatId } from '../../../contract/id.ts'
import type { SignUp } from '../../../contract/sign-up.ts'
import type { LoginRow } from '../../../db/store/logins.ts'
import type { Ctx } from '../../context.ts'
import type { Made } from './new-buyer.ts'

/** The first login of a new buyer: whoever signed up, with full access, and in by having confirmed the address. */
export function newLogin(
  { now }: Ctx,
  { loginId, partnerId, signUp }: { loginId: number; partnerId: number; signUp: SignUp },
): Omit<Made<LoginRow>, 'write'> {
  const { contactName: name, email } = signUp
  const row: LoginRow = {
    id: loginId,
    version: 1,
    partnerId,
    name,
    email,
    mobile: null,
    access: 'full',
    createdAt: now,
    invitedUntil: now,
    acceptedAt: now,
    lastSignedInAt: now,
    removedAt: null,
  }
  const data = { partnerId: formatId('partner', partnerId), name, email, access: 'full' }
  return { row, history: [{ id: formatId('login', loginId), version: 1, event: 'signed_up', data }] }
}
