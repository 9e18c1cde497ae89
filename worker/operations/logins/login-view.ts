import { formatId } from '../../../contract/id.ts'
import type { Login } from '../../../contract/login.ts'
import { toIso, toIsoOrNull } from '../../../contract/time.ts'
import type { LoginRow } from '../../../db/store/logins.ts'

/** A login as the API shows it at `now`. */
export const toLogin = (row: LoginRow, now: number): Login => ({
  id: formatId('login', row.id),
  version: row.version,
  partnerId: row.partnerId === null ? null : formatId('partner', row.partnerId),
  email: row.email,
  name: row.name,
  mobile: row.mobile,
  access: row.access,
  state: stateOf(row, now),
  createdAt: toIso(row.createdAt),
  invitedUntil: row.acceptedAt === null ? toIso(row.invitedUntil) : null,
  acceptedAt: toIsoOrNull(row.acceptedAt),
  lastSignedInAt: toIsoOrNull(row.lastSignedInAt),
  removedAt: toIsoOrNull(row.removedAt),
})

function stateOf({ removedAt, acceptedAt, invitedUntil }: LoginRow, now: number): Login['state'] {
  if (removedAt !== null) return 'removed'
  if (acceptedAt !== null) return 'active'
  return now < invitedUntil ? 'invited' : 'lapsed'
}
