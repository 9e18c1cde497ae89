import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import type { Transformer } from '../transform.ts'

/** A telephone number in the one spelling that a partner's system takes; national ones are read as British. */
export const phone: Transformer<'phone'> = {
  kind: 'phone',
  apply(text, { form }) {
    if (form === 'digits') return text.replace(/\D/g, '')
    const number = parsePhoneNumberFromString(text, 'GB')
    if (!number?.isPossible()) return text
    return form === 'e164' ? number.number : number.formatNational()
  },
}
