import { formatMoney, type Money } from '../../contract/money.ts'
import type { Line } from './line.ts'

/** One row of `GET /v1/history`, as far as a story reads it. */
export interface HouseEvent {
  thing: string
  version: number
  event: string
  at: string
  data: unknown
}

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

/** What happened beside leads: texts that came in, and payments. Nothing for whatever else is in history. */
export function houseLines(
  { event, at, data }: HouseEvent,
  payment: Payment | null,
  names: Map<string, string>,
): Line[] {
  const say = (step: string, tone: Line['tone'], text: string): Line[] => [{ at, step, tone, text }]
  if (event === 'text.received') {
    const { partner, reply } = data as { partner: string | null; reply: string | null }
    const who = partner === null ? 'a number that nobody has' : (names.get(partner) ?? partner)
    return say('text', 'plain', `from ${who}, answered: ${reply ?? 'nothing'}`)
  }
  const words = paymentWords[event]
  if (words === undefined || payment === null) return []
  const name = names.get(payment.partner) ?? payment.partner
  return say('payment', words.tone, `${formatMoney(payment.amount)} by PayPal from ${name} ${words.text}`)
}

const paymentWords: Partial<Record<string, Pick<Line, 'tone' | 'text'>>> = {
  'top-up.pending': { tone: 'plain', text: 'waits: PayPal has not let it go yet' },
  'top-up.paid': { tone: 'good', text: 'is here, and credited without its VAT' },
  'top-up.declined': { tone: 'bad', text: 'was declined; nothing is credited' },
  'top-up.taken-back': { tone: 'bad', text: 'is taken back, all of it or a part' },
}
