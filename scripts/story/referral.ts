import type { Outcome } from '../../contract/delivery.ts'
import type { ReferralView } from '../../contract/lead.ts'
import { type ReturnReason, returnReasonLabels } from '../../contract/return-reason.ts'
import type { Chapter, LeadEvent } from './chapter.ts'
import type { Line } from './line.ts'
import { moneyLines } from './money.ts'
import { dateTime } from './when.ts'

/** What worker/operations/referrals/deliver-referral.ts notes of one try. */
interface Delivery {
  outcome: Outcome | null
  because: string | null
  via: 'internet' | 'email' | null
  remoteId: string | null
  tookMs: number
  retryAt: number | null
}

/** What became of a referral: delivered and charged, or not and why; how far its partner came; and whether it came back. */
export function referralLines(event: LeadEvent, chapter: Chapter): Line[] {
  const referral = chapter.lead.referrals.find(({ id }) => id === event.id)
  if (referral === undefined) return []
  const line = whatHappened(event, referral, chapter)
  return line === null ? [] : [{ at: event.at, ...line }, ...moneyLines(event, referral, chapter)]
}

type Told = Pick<Line, 'step' | 'tone' | 'text'> | null

const say = (step: string, tone: Line['tone'], text: string): Told => ({ step, tone, text })

/** Null for what nobody needs to be told. */
function whatHappened(event: LeadEvent, referral: ReferralView, chapter: Chapter): Told {
  const { name } = referral.partner
  switch (event.event) {
    case 'referral.delivery':
    case 'referral.waiting':
      return deliveryLine(event.data as Delivery, name)
    case 'referral.redelivery':
      return say('redelivered', 'plain', `to ${name}, by hand and without charging again`)
    case 'referral.transferred':
      return say('transferred', 'good', transferredText(chapter, referral))
    case 'referral.resolved':
      return say('resolved', 'plain', resolvedText(name, event))
  }
  if (event.event.startsWith('appointment.')) return say('appointment', 'plain', appointmentText(name, event, chapter))
  return offerLine(event, name, chapter) ?? progressLine(event, name) ?? returnLine(event, name)
}

/** A partner that must accept its leads first (D6). */
function offerLine({ event, data }: LeadEvent, name: string, { broker: { zone } }: Chapter): Told {
  const { acceptBy, reason } = data as { acceptBy?: number; reason?: string }
  switch (event) {
    case 'referral.offered':
      return say('offered', 'plain', `to ${name}, until ${dateTime(new Date(acceptBy!).toISOString(), zone)}`)
    case 'referral.accepted':
      return say('accepted', 'good', `by ${name}`)
    case 'referral.declined':
      return say('declined', 'bad', `by ${name}: ${reason}`)
    case 'referral.lapsed':
      return say('lapsed', 'bad', `${name} did not answer in time`)
    default:
      return null
  }
}

/** How far a partner came with a lead that it has (D6). */
function progressLine({ event, data }: LeadEvent, name: string): Told {
  const { reason } = data as { reason?: string }
  switch (event) {
    case 'referral.qualified':
    case 'referral.converted':
      return say(event.slice('referral.'.length), 'good', `says ${name}`)
    case 'referral.invalidated':
      return say('invalidated', 'bad', `for ${name}: ${reason}`)
    case 'referral.billing-closed':
      return say('closed', 'plain', `nothing more is charged to ${name} for it: the time for that is over`)
    default:
      return null
  }
}

/** What comes back, and what is turned back (F47-F52). */
function returnLine({ event, data }: LeadEvent, name: string): Told {
  const { reason = '', automatic } = data as { reason?: string; automatic?: boolean }
  switch (event) {
    case 'return.requested':
      return say('return', 'plain', `${name} wants to give it back: ${wordsOf(reason)}`)
    case 'referral.returned':
      return say('returned', 'bad', `by ${name}${automatic ? ', by the rule for it' : ''}: ${wordsOf(reason)}`)
    case 'return.rejected':
      return say('return', 'bad', `refused: ${name} keeps it`)
    case 'return.cleared':
      return say('return', 'plain', `cleared: as if ${name} had never asked`)
    case 'referral.unreferred':
      return say('unreferred', 'bad', `called back from ${name}: ${reason}`)
    case 'referral.reversed':
      return say('reversed', 'plain', `${name} keeps it and pays nothing: ${reason}`)
    default:
      return null
  }
}

const wordsOf = (reason: string): string =>
  (returnReasonLabels[reason as ReturnReason] ?? reason).replace(/^./, (first) => first.toLowerCase())

function deliveryLine({ outcome, because, via, remoteId, tookMs, retryAt }: Delivery, name: string): Told {
  const again = retryAt === null ? '' : `; next try at ${new Date(retryAt).toLocaleTimeString('en-GB')}`
  const why = because === null ? '' : `: ${because.replace(/\.$/, '')}`
  if (outcome === 'accepted') {
    const how = via === 'email' ? 'by e-mail' : `in ${tookMs} ms`
    const theirs = remoteId === null ? '' : `, as ${remoteId}`
    return say('delivered', 'good', `${name} accepted it ${how}${theirs}`)
  }
  if (outcome === 'rejected' || outcome === 'duplicate') return say(outcome, 'bad', `${name}${why}`)
  if (outcome === 'unknown')
    return say('unknown', 'bad', `${name}${why}; nobody else gets it until this is known${again}`)
  return say(retryAt === null ? 'failed' : 'not delivered', 'bad', `${name}${why}${again}`)
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
