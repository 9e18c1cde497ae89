import type { StatementLine } from '../../contract/billing.ts'
import type { Outcome } from '../../contract/delivery.ts'
import type { ReferralView } from '../../contract/lead.ts'
import { formatMoney } from '../../contract/money.ts'
import type { Partner } from '../../contract/partner.ts'
import type { Chapter, LeadEvent } from './chapter.ts'
import type { Line } from './line.ts'
import { dateTime } from './when.ts'

/** What worker/operations/referrals/deliver-referral.ts notes of one try. */
interface Delivery {
  outcome: Outcome | null
  because: string | null
  via: 'internet' | 'email' | null
  remoteId: string | null
  tookMs: number
  money: 'settle' | 'release' | 'keep'
  retryAt: number | null
}

/** What became of a referral: delivered and charged, or not and why. */
export function referralLines(event: LeadEvent, chapter: Chapter): Line[] {
  const referral = chapter.lead.referrals.find(({ id }) => id === event.id)
  if (referral === undefined) return []
  const say = (step: string, tone: Line['tone'], text: string): Line => ({ at: event.at, step, tone, text })
  const { name } = referral.partner
  if (event.event === 'referral.redelivery')
    return [say('redelivered', 'plain', `to ${name}, by hand and without charging again`)]
  if (event.event === 'referral.transferred')
    return [
      say('transferred', 'good', transferredText(chapter, referral)),
      ...moneyLines({ money: 'settle' }, referral, chapter, say),
    ]
  if (offerEvents.has(event.event)) return offerLines(event, referral, chapter, say)
  if (event.event.startsWith('appointment.'))
    return [say('appointment', 'plain', appointmentText(name, event, chapter))]
  if (event.event === 'referral.resolved') return [say('resolved', 'plain', resolvedText(name, event))]
  if (event.event !== 'referral.delivery' && event.event !== 'referral.waiting') return []
  const delivery = event.data as Delivery
  return [deliveryLine(delivery, referral, say), ...moneyLines(delivery, referral, chapter, say)]
}

const offerEvents = new Set(['referral.offered', 'referral.accepted', 'referral.declined', 'referral.lapsed'])

/** A partner that must accept its leads first (D6). */
function offerLines({ event, data }: LeadEvent, referral: ReferralView, chapter: Chapter, say: Say): Line[] {
  const { acceptBy, reason } = data as { acceptBy?: number; reason?: string }
  const { name } = referral.partner
  if (event === 'referral.offered')
    return [
      say('offered', 'plain', `to ${name}, until ${dateTime(new Date(acceptBy!).toISOString(), chapter.broker.zone)}`),
    ]
  if (event === 'referral.accepted')
    return [say('accepted', 'good', `by ${name}`), ...moneyLines({ money: 'settle' }, referral, chapter, say)]
  const why = event === 'referral.lapsed' ? `${name} did not answer in time` : `by ${name}: ${reason}`
  const step = event === 'referral.lapsed' ? 'lapsed' : 'declined'
  return [say(step, 'bad', why), ...moneyLines({ money: 'release' }, referral, chapter, say)]
}

type Say = (step: string, tone: Line['tone'], text: string) => Line

function deliveryLine(
  { outcome, because, via, remoteId, tookMs, retryAt }: Delivery,
  { partner }: ReferralView,
  say: Say,
): Line {
  const again = retryAt === null ? '' : `; next try at ${new Date(retryAt).toLocaleTimeString('en-GB')}`
  const why = because === null ? '' : `: ${because.replace(/\.$/, '')}`
  if (outcome === 'accepted') {
    const how = via === 'email' ? 'by e-mail' : `in ${tookMs} ms`
    const theirs = remoteId === null ? '' : `, as ${remoteId}`
    return say('delivered', 'good', `${partner.name} accepted it ${how}${theirs}`)
  }
  if (outcome === 'rejected') return say('rejected', 'bad', `${partner.name}${why}`)
  if (outcome === 'duplicate') return say('duplicate', 'bad', `${partner.name}${why}`)
  if (outcome === 'unknown')
    return say('unknown', 'bad', `${partner.name}${why}; nobody else gets it until this is known${again}`)
  return say(retryAt === null ? 'failed' : 'not delivered', 'bad', `${partner.name}${why}${again}`)
}

function moneyLines(
  { money }: Pick<Delivery, 'money'>,
  referral: ReferralView,
  { partners, statements }: Chapter,
  say: Say,
): Line[] {
  const { id, partner, price } = referral
  if (money === 'keep') return []
  if (price.amount === 0)
    return money === 'settle' ? [say('charged', 'good', `${partner.name} nothing: this lead is free`)] : []
  const lines = statements[partner.id] ?? []
  if (money === 'release') return [say('released', 'plain', `${formatMoney(price)} back to ${partner.name}`)]
  const line = lines.find((each) => each.id.startsWith(`settle:${id}`))
  return [say('charged', 'good', `${partner.name} ${formatMoney(price)}${leftText(line, partners[partner.id])}`)]
}

/** What a partner can still spend after a line of its statement. */
function leftText(line: StatementLine | undefined, partner: Partner | undefined): string {
  if (line === undefined) return ''
  const { available } = line
  if (partner?.creditUnlimited) return `, balance ${formatMoney(available)} and no limit`
  const limit = partner?.creditLimit.amount ?? 0
  if (limit === 0) return `, ${formatMoney(available)} left`
  return `, balance ${formatMoney(available)} of a credit limit of ${formatMoney({ ...available, amount: limit })}`
}

/** Somebody at the telephone: the number is what they want to see. */
function transferredText({ partners }: Chapter, { partner }: ReferralView): string {
  const number = partners[partner.id]?.transferNumber ?? null
  return `${partner.name} has the caller on the telephone${number === null ? '' : `, at ${number}`}`
}

/** An appointment that came with its referral is told there; this is what became of one afterwards. */
function appointmentText(name: string, { event, data }: LeadEvent, { broker: { zone } }: Chapter): string {
  const { startsAt, before, reason } = data as { startsAt: string; before?: string; reason?: string }
  const on = `with ${name} on ${dateTime(startsAt, zone)}`
  if (event === 'appointment.cancelled') return `${on} is cancelled: ${reason}`
  return before === undefined ? on : `${on}, instead of ${dateTime(before, zone)}`
}

function resolvedText(name: string, { data }: LeadEvent): string {
  const { outcome, reason } = data as { outcome: string; reason: string }
  return `${name} ${outcome === 'accepted' ? 'has the lead' : 'has it not'}, says a person: ${reason}`
}
