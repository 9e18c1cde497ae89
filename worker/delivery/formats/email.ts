import type { MailFormat, Verdict } from '../format.ts'
import { letterOf } from '../letter/letter.ts'
import { letterHtml } from '../letter/letter-html.ts'
import { letterText } from '../letter/letter-text.ts'

/**
 * F29, F31: a message that a person reads, as text and as HTML. What the mail server says of it is the outcome; that
 * somebody read it is not known.
 */
export const email: MailFormat = {
  id: 'email',
  via: 'email',
  encode(parcel, settings) {
    const letter = letterOf(parcel, settings)
    return { subject: letter.subject, text: letterText(letter), html: letterHtml(letter) }
  },
  read({ status, body }): Verdict {
    const base = { reason: null, remoteId: null, disable: false }
    if (status >= 200 && status < 300) return { ...base, outcome: 'accepted', because: partlyRefused(body) }
    const because = `The mail server answered ${status}.`
    return { ...base, outcome: status >= 500 ? 'error_final' : 'error_retryable', because, reason: body || null }
  },
}

const partlyRefused = (body: string): string | null =>
  body.includes('\nNot taken for ') ? 'The mail server did not take it for every address.' : null
