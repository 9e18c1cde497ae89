import { fillTemplate } from '../../domain/template/fill-template.ts'
import type { MailTemplate } from '../format.ts'
import type { Parcel } from '../parcel.ts'
import type { Letter } from './letter.ts'
import { letterText } from './letter-text.ts'
import { mailFilling } from './mail-filling.ts'

/**
 * A message by a template (F30, F31). One that comes out empty, since this lead has nothing that it names, falls back to
 * the letter: a partner that pays gets the lead. A test says so in its subject, and a copy that it is one, whatever the
 * template says.
 */
export function ownLetter(
  parcel: Parcel,
  template: MailTemplate,
  letter: Letter,
): { subject: string; text: string; html: string | null } {
  const { subject, text, html } = fillTemplate(template, mailFilling(parcel))
  if (text.trim() === '') return { subject: subject || letter.subject, text: letterText(letter), html: null }
  return {
    subject: `${parcel.test ? '[Test] ' : ''}${subject || letter.subject}`,
    text: letter.remark === null ? text : `${letter.remark}\n\n${text}`,
    html,
  }
}
