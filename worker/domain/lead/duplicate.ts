import type { Field } from '../../../contract/fields/field.ts'

/** What tells one person from another (D11): the kind of key, and the text that it is made of. */
export interface Identity {
  kind: 'email' | 'phone' | 'name-postcode' | 'company' | 'address-postcode'
  text: string
}

/**
 * The identities that a lead carries. E-mail addresses in small letters, without plus or dot tricks; every phone field
 * in one kind, so that the main and the alternate number match across (F54); names and address lines without case,
 * accents and punctuation, together with the postcode.
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

  const postcode = texts('postcode')[0]?.replaceAll(' ', '').toUpperCase() ?? ''
  const person = [text('firstName'), text('lastName')].join(' ').trim()
  const found: Identity[] = [
    ...texts('email').map((email): Identity => ({ kind: 'email', text: email.toLowerCase() })),
    ...texts('phone').flatMap((phone): Identity[] => {
      const number = toE164(phone)
      return number === null ? [] : [{ kind: 'phone', text: number }]
    }),
  ]
  if (person !== '' && postcode !== '') found.push({ kind: 'name-postcode', text: `${person}|${postcode}` })
  if (text('company') !== '') found.push({ kind: 'company', text: text('company') })
  if (text('address') !== '' && postcode !== '')
    found.push({ kind: 'address-postcode', text: `${text('address')}|${postcode}` })
  return found
}

/** Small letters and digits only, accents removed, one space between words. */
const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
