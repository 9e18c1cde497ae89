import { asTyped, notText, withoutMarks } from '../as-typed.ts'
import { autocomplete } from '../autocomplete.ts'
import { type Field, type Kind, keep, refuse } from '../field.ts'

export interface EmailField extends Field {
  kind: 'email'
}

/** At most 254 characters (RFC 5321); what is compared in lower case is made of it elsewhere (D11). */
const maxLength = 254

const address =
  /^(?!\.)(?!.*\.[.@])[\w.!#$%&'*+/=?^`{|}~-]{1,64}@([a-z\d]([a-z\d-]{0,61}[a-z\d])?\.)+[a-z][a-z\d-]{0,61}[a-z\d]$/i

/** An e-mail address as it was typed. Plain letters only: few mail servers take others. */
export const email: Kind<EmailField, string> = {
  ...asTyped,
  kind: 'email',
  control: 'input',
  read(given) {
    if (typeof given !== 'string') return notText
    const typed = withoutMarks(given)
    return typed.length <= maxLength && address.test(typed)
      ? keep(typed)
      : refuse('INVALID_EMAIL', 'Enter an e-mail address such as name@example.com.')
  },
  attributes: ({ name }) => ({ type: 'email', maxlength: maxLength, autocomplete: autocomplete(name) }),
  example: () => 'alex@example.com',
}
