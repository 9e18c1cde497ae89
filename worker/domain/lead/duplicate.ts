import type { IdentityKind } from '../../../contract/dedupe.ts'
import type { Field } from '../../../contract/fields/field.ts'
import { postcodeOf } from '../places/places-in-answers.ts'

/** What tells one person from another (D11): the kind of key, and the text that it is made of. */
export interface Identity {
  kind: IdentityKind
  text: string
}

/**
 * The identities that a lead carries. E-mail addresses in small letters, without plus or dot tricks; every phone field
 * in one kind, so that the main and the alternate number match across (F54); names and first lines of addresses without
 * case, accents and punctuation, together with a whole postcode: half a one is shared by thousands. A company stands for
 * itself, whatever its legal form is written like.
 */
export function identities({
  fields,
  values,
  toE164,
}: {
  fields: readonly Field[]
  values: Record<string, unknown>
  toE164: (text: string) => string | null
}): Identity[] {
  const texts = (kind: string): string[] =>
    fields
      .filter((field) => field.kind === kind)
      .flatMap(({ name }) => (typeof values[name] === 'string' ? [values[name]] : []))
  const text = (name: string): string => (typeof values[name] === 'string' ? plain(values[name]) : '')

  const postcode = wholePostcode({ fields, values })
  const person = [text('firstName'), text('lastName')].join(' ').trim()
  const found: Identity[] = [
    ...texts('email').map(emailIdentity),
    ...texts('phone').flatMap((phone) => phoneIdentity(phone, toE164) ?? []),
  ]
  if (person !== '' && postcode !== '') found.push({ kind: 'name-postcode', text: `${person}|${postcode}` })
  const company = text('company').replace(legalForm, '')
  if (company !== '') found.push({ kind: 'company', text: company })
  const address = plain(firstLine(values.address))
  if (address !== '' && postcode !== '') found.push({ kind: 'address-postcode', text: `${address}|${postcode}` })
  return found
}

/** An e-mail address as it was typed; suppression lists are made of the same identities. */
export const emailIdentity = (email: string): Identity => ({ kind: 'email', text: email.toLowerCase() })

/** A telephone number as it was typed; null where it is none. */
export function phoneIdentity(phone: string, toE164: (text: string) => string | null): Identity | null {
  const number = toE164(phone)
  return number === null ? null : { kind: 'phone', text: number }
}

/** The postcode of a lead in capitals, without spaces; empty where there is none, or only a British outward half. */
function wholePostcode({ fields, values }: { fields: readonly Field[]; values: Record<string, unknown> }): string {
  const field = postcodeOf(fields)
  const value = field && values[field.name]
  if (typeof value !== 'string') return ''
  const postcode = value.replaceAll(' ', '').toUpperCase()
  return (field?.country ?? 'GB') === 'GB' && !/[0-9][A-Z]{2}$/.test(postcode) ? '' : postcode
}

const firstLine = (value: unknown): string => (typeof value === 'string' ? value.trim().split('\n', 1)[0]! : '')

/** Behind a name, as `plain` leaves it. */
const legalForm = / (ltd|limited|plc|llp|l l p|p l c)$/

/** Small letters and digits only, accents removed, one space between words. */
const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
