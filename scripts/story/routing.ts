import { formatMoney } from '../../contract/money.ts'
import { hourMs, toIso } from '../../contract/time.ts'
import { runOf } from './automation.ts'
import type { Chapter, Lead, LeadEvent } from './chapter.ts'
import { eligibilityLines } from './eligibility.ts'
import type { Line } from './line.ts'
import { heldText } from './money.ts'
import { dateTime, weekdayTime } from './when.ts'

/** Whence a lead came, whether its person was here before, and why it was not accepted, if so. */
export function capturedLines(event: LeadEvent, { lead, partners }: Chapter): Line[] {
  const { closedBecause, duplicateOf } = event.data as { closedBecause?: string; duplicateOf?: string }
  const introducer = lead.introducer === null ? null : (partners[lead.introducer]?.name ?? lead.introducer)
  const sources = [introducer, lead.pageUrl].filter((source) => source !== null)
  const from = sources.length === 0 ? 'through the API' : `from ${sources.join(', ')}`
  const { at } = event
  return [
    { at, step: 'captured', tone: 'title', text: `${lead.leadType.name}, ${from} · ${lead.id}` },
    ...(duplicateOf === undefined
      ? []
      : [{ at, step: 'seen before', tone: 'plain' as const, text: `the same person as ${duplicateOf}` }]),
    ...(closedBecause === undefined ? [] : [closedLine(at, closedBecause)]),
  ]
}

const closedLine = (at: string, because: string): Line => ({
  at,
  step: 'closed',
  tone: 'bad',
  text: `${closedTexts[because] ?? because}; it goes to nobody`,
})

const closedTexts: Record<string, string> = {
  DUPLICATE: 'a duplicate, which the preferences refuse',
  SUPPRESSED: 'this person asked not to be contacted',
  TEST: 'a test',
}

/** Who could take the lead, who could not and why, and to whom it went. */
export const routingLines = (event: LeadEvent, chapter: Chapter): Line[] => [
  ...eligibilityLines(event, chapter),
  ...chapter.lead.referrals
    .filter(({ referredAt }) => referredAt === event.at)
    .map((referral) => ({
      at: event.at,
      step: 'referred',
      tone: 'good' as const,
      text: `to ${referral.partner.name} for ${formatMoney(referral.price)}${heldText(referral, chapter)}${howText(event, referral, chapter)}`,
    })),
]

/** How, where it is not at once and by itself. */
function howText(event: LeadEvent, { method, deliverAfter }: Lead['referrals'][number], chapter: Chapter): string {
  const { appointmentAt, overridden, reason } = event.data as {
    appointmentAt?: string
    overridden?: string[]
    reason?: string
  }
  const run = runOf(event.actor, chapter)
  const { zone } = chapter.broker
  return [
    method === 'immediate' ? '' : run === undefined ? ', by hand' : `, by “${run.automation.name}”`,
    appointmentAt === undefined ? '' : `, for an appointment on ${dateTime(appointmentAt, zone)}`,
    overridden === undefined ? '' : `, in spite of ${overridden.join(' and ')}`,
    reason === undefined ? '' : `: ${reason}`,
    deliverAfter === null ? '' : `; it is closed, and gets it ${weekdayTime(deliverAfter, zone)}`,
  ].join('')
}

/** Why a lead waits; nothing when it does not. */
export function waitingLines(event: LeadEvent, { lead, leadType, broker }: Chapter): Line[] {
  const say = (step: string, text: string): Line[] => [{ at: event.at, step, tone: 'bad', text }]
  const { location } = event.data as { location?: string }
  const { referralMethod, holdHours } = leadType
  if (location === 'pending' && referralMethod === null)
    return say('waiting', `${lead.leadType.name} leads are not sold: the lead type has no referral method`)
  if (location === 'pending' && referralMethod === 'immediate' && event.event !== 'lead.waiting')
    return say('unreferred', `nobody took it${afterText(holdHours)}: the broker is told, and a person has to look`)
  if (location === 'pending')
    return say('waiting', `for a person, who ${tasks[referralMethod!]}: POST /v1/leads/${lead.id}/refer`)
  if (location === 'routed' && event.event === 'lead.held')
    return say('open', `nobody else can take it now: ${liveCount(lead)} of ${lead.trace?.scope ?? 1} have it`)
  // Held without a trace: a job is about to look for partners, and says more.
  if (location !== 'held' || lead.trace?.at !== event.at) return []
  const until = dateTime(toIso(Date.parse(event.at) + holdHours * hourMs), broker.zone)
  return say('held', `nobody can take it now. Looked at again whenever a cause ends, until ${until}`)
}

const liveCount = ({ referrals }: Lead): number => referrals.filter(({ state }) => live.has(state)).length

const live = new Set<string>(['referred', 'accepted', 'unknown', 'delivered'])

const afterText = (hours: number): string => (hours === 0 ? '' : ` in ${hours} hours`)

const tasks = {
  immediate: 'refers it by hand',
  manual: 'refers it by hand',
  appointment: 'sets an appointment',
  transfer: 'puts the caller through',
}
