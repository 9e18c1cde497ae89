import type { StatementLine } from '../../contract/billing.ts'
import type { ReferralView } from '../../contract/lead.ts'
import { formatMoney, type Money } from '../../contract/money.ts'
import type { Partner } from '../../contract/partner.ts'
import type { Chapter, LeadEvent } from './chapter.ts'
import type { Line } from './line.ts'

/**
 * What an event did to money: the lines that its own commit added to the buyer's statement and to the introducer's. A
 * free lead has none, and it is said that it is free.
 */
export function moneyLines(event: LeadEvent, referral: ReferralView, chapter: Chapter): Line[] {
  const { partner, id, price } = referral
  if (!isLast(event, chapter, (other) => other.id === id)) return introducerLines(event, chapter)
  const lines = linesOf(chapter, partner.id).filter((line) => line.at === event.at && line.referralId === id)
  const owner = chapter.partners[partner.id]
  const told = lines.flatMap((line) => buyerLine(line, partner.name, owner) ?? [])
  const { money } = event.data as { money?: string }
  const free =
    price.amount === 0 && money === 'settle'
      ? [say(event, 'charged', 'good', `${partner.name} nothing: this lead is free`)]
      : []
  return [...told.map((line) => ({ at: event.at, ...line })), ...free, ...introducerLines(event, chapter)]
}

/** What the lead's introducer earned by an event, or gave back. */
export function introducerLines(event: LeadEvent, chapter: Chapter): Line[] {
  const { lead, statements, partners } = chapter
  if (lead.introducer === null || !isLast(event, chapter, movesMoney)) return []
  const lines = (statements[lead.introducer] ?? []).filter((line) => line.at === event.at && line.kind === 'commission')
  const newest = lines[0]
  if (newest === undefined) return []
  const earned = sum(lines.map(({ credit, amount }) => (credit === 'payable' ? amount.amount : -amount.amount)))
  const amount = formatMoney({ ...newest.amount, amount: Math.abs(earned) })
  const name = partners[lead.introducer]?.name ?? lead.introducer
  const owed = `${formatMoney(newest.payable)} owed to it in all`
  return [
    say(event, 'introducer', 'plain', `${name} ${earned < 0 ? `gives back ${amount}` : `earns ${amount}`}, ${owed}`),
  ]
}

/** One commit may make several events: what it did to money is told once, with the last of them. */
const isLast = (event: LeadEvent, { lead }: Chapter, isOne: (event: LeadEvent) => boolean): boolean =>
  lead.timeline.filter((other) => other.at === event.at && isOne(other)).at(-1) === event

const movesMoney = ({ id, event }: LeadEvent): boolean => id.startsWith('ref_') || event.endsWith('reversed')

/** What is held for a referral, in words behind its price; nothing where it is free. */
export function heldText({ id, partner, charges }: ReferralView, chapter: Chapter): string {
  const isHeld = linesOf(chapter, partner.id).some((line) => line.kind === 'hold' && line.referralId === id)
  if (!isHeld) return ''
  const parts = charges.map(({ point, amount }) => `${formatMoney(amount)} once ${point}`)
  return charges.length > 1 ? `, held: ${parts.join(', ')}` : ', held'
}

/** The oldest first. */
const linesOf = ({ statements }: Chapter, partnerId: string): StatementLine[] =>
  (statements[partnerId] ?? []).toReversed()

function buyerLine(line: StatementLine, name: string, partner: Partner | undefined): Omit<Line, 'at'> | null {
  const amount = formatMoney(line.amount)
  if (line.kind === 'release') return { step: 'released', tone: 'plain', text: `${amount} back to ${name}` }
  const left = leftText(line.available, partner)
  if (line.kind === 'refund') return { step: 'refunded', tone: 'plain', text: `${name} ${amount}${left}` }
  if (line.kind !== 'settle') return null
  const point = line.point === null || line.point === 'accepted' ? '' : ` as it ${line.point}`
  return { step: 'charged', tone: 'good', text: `${name} ${amount}${point}${left}` }
}

/** What a partner can still spend after a line of its statement. */
function leftText(available: Money, partner: Partner | undefined): string {
  if (partner?.creditUnlimited) return `, balance ${formatMoney(available)} and no limit`
  const limit = partner?.creditLimit.amount ?? 0
  if (limit === 0) return `, ${formatMoney(available)} left`
  return `, balance ${formatMoney(available)} of a credit limit of ${formatMoney({ ...available, amount: limit })}`
}

const say = ({ at }: LeadEvent, step: string, tone: Line['tone'], text: string): Line => ({ at, step, tone, text })

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0)
