import type { MailFormat } from '../format.ts'
import { letterOf } from '../letter/letter.ts'
import { letterHtml } from '../letter/letter-html.ts'
import { letterText } from '../letter/letter-text.ts'
import { ownLetter } from '../letter/own-letter.ts'
import { type Verdict, verdict } from '../verdict.ts'

/**
 * F29 to F31: a message that a person reads, as text and as HTML: a template where one was chosen, else a letter that has
 * everything. What the mail server says of it is the outcome; that
 * somebody read it is not known.
 */
export const email: MailFormat = {
  id: 'email',
  via: 'email',
  encode(parcel, settings) {
    const letter = letterOf(parcel, settings)
    if (settings.template) return ownLetter(parcel, settings.template, letter)
    return { subject: letter.subject, text: letterText(letter), html: letterHtml(letter) }
  },
  read({ status, body }): Verdict {
    if (status >= 200 && status < 300) return verdict('accepted', partlyRefused(body))
    const outcome = status >= 500 ? 'error_final' : 'error_retryable'
    return { ...verdict(outcome, `The mail server answered ${status}.`), reason: body || null }
  },
}

const partlyRefused = (body: string): string | null =>
  body.includes('\nNot taken for ') ? 'The mail server did not take it for every address.' : null
