import { formatMoney } from '../../../contract/money.ts'
import { whenText } from '../../domain/appointment/when.ts'
import type { MailSettings } from '../format.ts'
import type { Parcel } from '../parcel.ts'
import { clean, cleanLine } from './clean.ts'

/** What a lead's e-mail says, as text or as HTML. Every text is clean of control characters; a label is one line. */
export interface Letter {
  subject: string
  greeting: string
  remark: string | null
  /** What the lead said. */
  fields: Line[]
  /** What the partner needs to know about it. */
  facts: Line[]
}

export interface Line {
  label: string
  text: string
  /** tel: or mailto:, where a tap should call or write. */
  href: string | null
}

/** No names in the subject: subjects show on locked screens. */
export function letterOf(parcel: Parcel, { copy }: Pick<MailSettings, 'copy'>): Letter {
  const { leadType, leadGroup, partner, reference } = parcel
  const fact = (label: string, text: string): Line => ({ label, text: cleanLine(text), href: null })
  return {
    subject: cleanLine(`${parcel.test ? 'Test lead' : 'New lead'}: ${leadType.name} [${reference}]`),
    greeting: cleanLine(`${parcel.test ? 'A test lead' : 'A new lead'} for ${partner.name}`),
    remark: copy ? 'Your system has this lead already. This is a copy for you to read.' : null,
    fields: parcel.fields.map(({ kind, label, text }) => ({
      label: cleanLine(label),
      text: clean(text),
      href: hrefOf(kind, text),
    })),
    facts: [
      ...appointmentLines(parcel),
      fact('Lead type', `${leadGroup.name}: ${leadType.name}`),
      fact('Received', inWords(parcel.receivedAt, partner.zone)),
      fact('Price', parcel.price.amount === 0 ? 'Free' : `${formatMoney(parcel.price)} ex VAT`),
      fact('Reference', reference),
    ],
  }
}

function appointmentLines({ appointment, partner: { zone } }: Parcel): Line[] {
  if (appointment === null) return []
  const { minutes, place, note } = appointment
  const when = whenText({ startsAt: Date.parse(appointment.startsAt), minutes }, zone)
  const lines = Object.entries({ Appointment: when, Where: place, Note: note })
  return lines.filter(([, text]) => text !== '').map(([label, text]) => ({ label, text: clean(text), href: null }))
}

/** Only what cannot be anything but a number or an address becomes a link. */
function hrefOf(kind: string, text: string): string | null {
  if (kind === 'phone' && /^\+?[\d ().-]+$/.test(text)) return `tel:${text.replace(/[^\d+]/g, '')}`
  if (kind === 'email' && /^[\w.+-]+@[\w.-]+$/.test(text)) return `mailto:${text}`
  return null
}

const inWords = (iso: string, timeZone: string): string => {
  const format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone })
  return `${format.format(new Date(iso))} (${timeZone})`
}
