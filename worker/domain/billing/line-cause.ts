import { type BillingPoint, billingPoints } from '../../../contract/charge.ts'
import { parseReferralId } from '../../../contract/id.ts'

/** What a line of a statement was for, as its id says. */
export interface LineCause {
  /** The first word of the id: hold, settle, release, refund, introducer, manual, topup, taken … */
  cause: string
  leadId: string | null
  /** The referral that it is about, whoever's. */
  referralId: string | null
  point: BillingPoint | null
  /** Something that was paid before is taken back by it. */
  isBack: boolean
  /** It is the VAT of a payment. */
  isVat: boolean
}

/** Reads the id of a transfer (ENGINE 2: the id says why). */
export function lineCause(id: string): LineCause {
  const [cause = '', thing = '', ...rest] = id.split(':')
  const referralId = thing.startsWith('rtn_') ? `ref_${thing.slice(4)}` : thing
  const referral = parseReferralId(referralId)
  return {
    cause,
    leadId: referral?.leadId ?? (thing.startsWith('lead_') ? thing : null),
    referralId: referral === null ? null : referralId,
    point: billingPoints.find((point) => rest.includes(point)) ?? null,
    isBack: rest.includes('back'),
    isVat: rest.includes('vat'),
  }
}

interface Line {
  id: string
  kind: string
  note: string | null
  credit: string
}

/** A line in words: what was for what. It names leads by their ids and types by their names, never a person. */
export function lineWords(line: Line, leadType: string | null): string {
  const cause = lineCause(line.id)
  const about = cause.leadId === null ? '' : ` for lead ${cause.leadId}${leadType === null ? '' : ` (${leadType})`}`
  const words = wordsOf(line, cause, about)
  return line.note === null ? words : `${words}: ${line.note}`
}

function wordsOf({ kind, credit }: Line, { cause, point, isBack, isVat }: LineCause, about: string): string {
  if (cause === 'hold') return `Set aside${about}`
  if (cause === 'settle') return `Charged${about}${point === null ? '' : `, as it was ${point}`}`
  if (cause === 'release') return `No longer set aside${about}`
  if (cause === 'refund') return `Refunded${about}`
  if (cause === 'introducer') return introducerWords({ point, isBack }, about)
  if (cause === 'topup') return isVat ? 'VAT in the payment by PayPal' : 'Payment by PayPal'
  if (cause === 'taken') return isVat ? 'VAT in what PayPal took back' : 'Payment by PayPal, taken back'
  return `${manualWords[kind] ?? kind}${kind === 'adjustment' && credit !== 'available' ? ', taken off' : ''}${about}`
}

function introducerWords({ point, isBack }: { point: BillingPoint | null; isBack: boolean }, about: string): string {
  const what = point === null ? 'Your pay' : `Your share of what a buyer paid once it was ${point}`
  return isBack ? `Taken back: ${what.charAt(0).toLowerCase()}${what.slice(1)}${about}` : `${what}${about}`
}

const manualWords: Record<string, string> = {
  payment: 'Payment received',
  charge: 'Charge',
  refund: 'Refund',
  adjustment: 'Adjustment',
  commission: 'Commission',
  payout: 'Paid out',
}
