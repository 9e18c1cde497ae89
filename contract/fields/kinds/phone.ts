import { asTyped, notText, withoutMarks } from '../as-typed.ts'
import { autocomplete } from '../autocomplete.ts'
import { type Field, type Kind, keep, refuse } from '../field.ts'

export interface PhoneField extends Field {
  kind: 'phone'
}

const maxLength = 40

/** A telephone number by its shape, as it was typed: which numbers exist is known in the Worker, not here. */
export const phone: Kind<PhoneField, string> = {
  ...asTyped,
  kind: 'phone',
  control: 'input',
  read(given) {
    if (typeof given !== 'string') return notText
    const typed = plain(given)
    const digits = typed.replace(/\D/g, '').length
    return digits > 5 && digits < 21 && typed.length <= maxLength && /^\(?\+?[\d ().-]+$/.test(typed)
      ? keep(typed)
      : refuse('INVALID_PHONE', 'Enter a telephone number such as 020 7946 0018 or +44 20 7946 0018.')
  },
  attributes: ({ name }) => ({ type: 'tel', maxlength: maxLength, autocomplete: autocomplete(name) }),
  example: () => '020 7946 0018',
}

/** Copied numbers bring typographic spaces and dashes along. */
const plain = (text: string): string =>
  withoutMarks(text)
    .replace(/\s+/g, ' ')
    .replace(/[\u2010-\u2015]/g, '-')
