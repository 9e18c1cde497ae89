import { withoutMarks } from '../../../contract/fields/as-typed.ts'
import { email } from '../../../contract/fields/kinds/email.ts'
import type { FieldProblem } from '../../../contract/problem.ts'
import { emailIdentity, type Identity, phoneIdentity } from '../../domain/lead/duplicate.ts'
import { personKey } from '../people/person-keys.ts'
import { toE164 } from '../people/phone-number.ts'

export interface ReadContacts {
  /** The key of each row, null where it could not be read. */
  keys: (string | null)[]
  /** Why each of those could not. It does not repeat them: answers are kept for a day (D16). */
  unread: FieldProblem[]
}

/**
 * E-mail addresses and telephone numbers in any spelling (`Ada <ada@example.com>`, `tel:+44…`), as the keys under which
 * leads of the same people are filed. Pointers are into the body (`/contacts/3`).
 */
export async function readContacts(secret: string, contacts: readonly string[]): Promise<ReadContacts> {
  const keys = await Promise.all(
    contacts.map(async (contact) => {
      const identity = identityOf(contact)
      return identity && (await personKey(secret, identity)).key
    }),
  )
  return { keys, unread: keys.flatMap((key, index) => (key === null ? [unreadable(index)] : [])) }
}

/** The keys that could be read, once each. */
export const readKeys = ({ keys }: ReadContacts): string[] => [...new Set(keys.filter((key) => key !== null))]

function identityOf(contact: string): Identity | null {
  const text = withoutMarks(contact)
  const bare = (/<([^<>]+)>$/.exec(text)?.[1] ?? text).replace(/^(mailto|tel):/i, '').trim()
  if (!bare.includes('@')) return phoneIdentity(bare, toE164)
  const reading = email.read(bare, emailField)
  return reading.ok && reading.value !== undefined ? emailIdentity(reading.value) : null
}

const emailField = { kind: 'email', name: 'email', label: '', required: true } as const

const unreadable = (index: number): FieldProblem => ({
  pointer: `/contacts/${index}`,
  code: 'UNREADABLE',
  message: 'This is neither an e-mail address nor a telephone number.',
})
