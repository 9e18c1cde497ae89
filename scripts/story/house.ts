import { formatMoney, type Money } from '../../contract/money.ts'
import type { HouseEvent } from './house-event.ts'
import type { Line } from './line.ts'
import { partnerEvents, partnerLines } from './partner.ts'

/** What is known of a payment: it comes from the row that began it. */
export interface Payment {
  partner: string
  amount: Money
}

/** A text message that would have been sent. */
export interface SentText {
  at: string
  to: string[]
  text: string
}

export const textLine = ({ at, to, text }: SentText): Line => ({
  at,
  step: 'text',
  tone: 'plain',
  text: `to ${to.join(', ')}: ${text.replaceAll('\n', ' ')}`,
})

/** Whether a row of history is about what houseLines has words for. */
export const isTold = ({ thing, event }: HouseEvent): boolean =>
  /^(text|top-up)\./.test(event) || (thing.startsWith('ptn_') && partnerEvents.has(event))

/** What happened beside leads: texts that came in, payments, partners. Nothing for whatever else is in history. */
export function houseLines(row: HouseEvent, payment: Payment | null, names: Map<string, string>): Line[] {
  const { thing, event, at, data } = row
  const say = (step: string, tone: Line['tone'], text: string): Line[] => [{ at, step, tone, text }]
  if (event === 'text.received') {
    const { partner, reply } = data as { partner: string | null; reply: string | null }
    const who = partner === null ? 'a number that nobody has' : (names.get(partner) ?? partner)
    return say('text', 'plain', `from ${who}, answered: ${reply ?? 'nothing'}`)
  }
  if (thing.startsWith('ptn_')) return partnerLines(row, names.get(thing) ?? thing)
  const words = paymentWords[event]
  if (words === undefined || payment === null) return []
  const name = names.get(payment.partner) ?? payment.partner
  return say('payment', words.tone, `${formatMoney(payment.amount)} by PayPal from ${name} ${words.text}`)
}

const paymentWords: Partial<Record<string, Pick<Line, 'tone' | 'text'>>> = {
  'top-up.pending': { tone: 'plain', text: 'waits: PayPal has not let it go yet' },
  'top-up.failed': { tone: 'bad', text: 'could not be begun; nothing is credited' },
  'top-up.expired': { tone: 'bad', text: 'was not approved in time; nothing is credited' },
  'top-up.paid': { tone: 'good', text: 'is here, and credited without its VAT' },
  'top-up.declined': { tone: 'bad', text: 'was declined; nothing is credited' },
  'top-up.taken-back': { tone: 'bad', text: 'is taken back, all of it or a part' },
}
