import { formatMoney } from '../../contract/money.ts'
import type { Chapter, LeadEvent } from './chapter.ts'
import { eligibilityLines } from './eligibility.ts'
import type { Line } from './line.ts'

export function capturedLine(event: LeadEvent, { lead, partners }: Chapter): Line {
  const introducer = lead.introducer === null ? null : (partners[lead.introducer]?.name ?? lead.introducer)
  const sources = [introducer, lead.pageUrl].filter((source) => source !== null)
  const from = sources.length === 0 ? 'through the API' : `from ${sources.join(', ')}`
  return { at: event.at, step: 'captured', tone: 'title', text: `${lead.leadType.name}, ${from} · ${lead.id}` }
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
      text: `to ${referral.partner.name} for ${formatMoney(referral.price)}`,
    })),
]

/** Why a lead waits; nothing when it does not. */
export function heldLines(event: LeadEvent, { lead, report }: Chapter): Line[] {
  const say = (step: string, text: string): Line[] => [{ at: event.at, step, tone: 'bad', text }]
  const { location } = event.data as { location?: string }
  const isUnsold = report.some(({ failures }) => failures.some(({ code }) => code === 'TYPE_NOT_REFERABLE'))
  if (location === 'pending' && isUnsold)
    return say('waiting', `${lead.leadType.name} leads are not sold: the lead type has no referral method`)
  if (location === 'pending')
    return say('waiting', `for a person, who refers it by hand: POST /v1/leads/${lead.id}/refer`)
  // Held without a trace: a job is about to look for partners, and says more.
  if (location !== 'held' || lead.trace?.at !== event.at) return []
  return say('held', `nobody can take it now. To look again: POST /v1/leads/${lead.id}/route`)
}
