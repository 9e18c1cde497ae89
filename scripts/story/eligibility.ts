import { formatMoney } from '../../contract/money.ts'
import type { Chapter, Lead, LeadEvent, ReportLine } from './chapter.ts'
import type { Line } from './line.ts'
import { reasonOf } from './words.ts'

/**
 * Who could take a lead and who could not, partner by partner. What the decision's own trace says stands; about the
 * partners that it did not come to (parked ones, and those behind) the Partner Eligibility Report says it. A lead that
 * goes on from one partner to the next is not explained anew.
 */
export function eligibilityLines(event: LeadEvent, chapter: Chapter): Line[] {
  const { lead, broker } = chapter
  if (!isExplained(event, lead)) return []
  const judged = chapter.report.map((line) => asJudged(line, event, lead))
  const say = (step: string, tone: Line['tone'], text: string): Line => ({ at: event.at, step, tone, text })
  const price = ({ priceMinor }: ReportLine) => formatMoney({ amount: priceMinor, currency: broker.currency })
  const wasChosen = ({ partner }: ReportLine) =>
    lead.referrals.some((each) => each.partner.id === partner.id && each.referredAt === event.at)
  const later = `; not this time: ${lead.trace?.scope ?? 1} at most`
  const reasons = ({ failures }: ReportLine) => failures.map((failure) => reasonOf(failure, broker)).join('; ')
  return [
    ...judged
      .filter(({ eligible }) => eligible)
      .map((line) => say('eligible', 'good', `${line.partner.name}, at ${price(line)}${wasChosen(line) ? '' : later}`)),
    ...judged
      .filter((line) => !line.eligible && !isStranger(line))
      .map((line) => say('not eligible', 'bad', `${line.partner.name} ${reasons(line)}`)),
    ...strangersText(judged).map((text) => say('not eligible', 'bad', text)),
  ]
}

/** The first look for partners, each that found nobody, and the one that ended the waiting. */
function isExplained(event: LeadEvent, { trace, referrals, timeline }: Lead): boolean {
  if (event.event === 'lead.captured')
    return trace?.at === event.at || referrals.some((each) => each.referredAt === event.at)
  // With partners that have it, it goes on: that the others cannot take it was told.
  if ((event.data as { location?: string }).location === 'routed' && event.event === 'lead.held') return false
  if (event.event !== 'lead.routed') return event.event === 'lead.held' || event.event === 'lead.unreferred'
  const before = timeline.filter(({ id, version }) => id === event.id && version < event.version).at(-1)
  return before?.data !== undefined && (before.data as { location?: string }).location === 'held'
}

/**
 * The report is made after the decision: by then a partner that was chosen has had the lead, and holds money for it.
 * The trace is that of the last routing.
 */
function asJudged(line: ReportLine, event: LeadEvent, { referrals, trace }: Lead): ReportLine {
  const referral = referrals.find(({ partner, referredAt }) => partner.id === line.partner.id && referredAt >= event.at)
  if (referral !== undefined) return { ...line, eligible: true, failures: [], priceMinor: referral.price.amount }
  const considered = trace?.at === event.at && trace.considered.find(({ partner }) => partner === line.partner.id)
  if (!considered) return line
  const { failures, priceMinor } = considered
  return { ...line, eligible: failures.length === 0, failures, priceMinor }
}

/** Has nothing to do with the lead type: one line is enough for all of them. */
const isStranger = ({ failures }: ReportLine): boolean =>
  fails(failures, 'TYPE_NOT_SELECTED') || isNoBuyer({ failures })

/** The house itself, and those who only introduce: nobody expects them here. */
const isNoBuyer = ({ failures }: Pick<ReportLine, 'failures'>): boolean => fails(failures, 'NOT_BUYER')

const fails = (failures: ReportLine['failures'], wanted: string): boolean =>
  failures.some(({ code }) => code === wanted)

function strangersText(report: readonly ReportLine[]): string[] {
  const count = report.filter((line) => isStranger(line) && !isNoBuyer(line)).length
  if (count === 0) return []
  return [count === 1 ? '1 other does not buy this lead type' : `${count} others do not buy this lead type`]
}
