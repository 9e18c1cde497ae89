import type { Taking, TopUpState } from '../../../contract/top-up.ts'
import type { Posting } from '../billing/postings.ts'
import type { Capture, Facts, TakenBack } from './facts.ts'
import { paymentPostings, takingPostings } from './top-up-postings.ts'

/** A payment as its row has it. */
export interface TopUpMoney {
  id: string
  partnerId: number
  state: TopUpState
  grossMinor: number
  vatBps: number
  currency: string
  captureId: string | null
  takings: readonly Taking[]
}

/** What follows from what PayPal said. */
export interface Verdict {
  state: TopUpState
  captureId: string | null
  because: string | null
  takings: Taking[]
  postings: Posting[]
  /** What a person must look at, in words; null when all is as it should be. */
  alarm: string | null
}

/**
 * What a payment becomes by what PayPal said of it (D8). Money is credited for a capture that is complete and agrees with
 * ours in amount, currency and reference, once; PENDING waits, DECLINED and FAILED give nothing. What was taken back is
 * kept until the payment is credited, and posted then, each once. Nothing undoes a credit but a taking.
 */
export function judge(topUp: TopUpMoney, facts: Facts, now: number): Verdict {
  const takings = [...topUp.takings, ...newTakings(topUp, facts.takenBack, now)]
  const verdict: Verdict = {
    state: topUp.state,
    captureId: topUp.captureId,
    because: null,
    takings,
    postings: [],
    alarm: foreignMoney(topUp, facts.takenBack),
  }
  for (const capture of facts.captures) take(capture, topUp, verdict)
  if (verdict.state === 'paid') postTakings(topUp, verdict)
  return verdict
}

/** Whether it changes anything: a repeat does not. */
export const isNews = (topUp: TopUpMoney, verdict: Verdict): boolean =>
  verdict.state !== topUp.state || verdict.takings.length !== topUp.takings.length || verdict.postings.length > 0

const complete = ['COMPLETED', 'REFUNDED', 'PARTIALLY_REFUNDED']
const declined = ['DECLINED', 'FAILED', 'DENIED']

/** One capture changes the verdict. */
function take(capture: Capture, topUp: TopUpMoney, verdict: Verdict): void {
  if (verdict.state === 'paid') {
    if (capture.id !== verdict.captureId && complete.includes(capture.status))
      verdict.alarm = `A second capture (${capture.id}) of a payment that is credited already. It is not credited.`
  } else if (complete.includes(capture.status)) takeComplete(capture, topUp, verdict)
  else if (capture.status === 'PENDING') Object.assign(verdict, { state: 'pending', because: null })
  else if (declined.includes(capture.status)) Object.assign(verdict, { state: 'declined', because: declinedText })
}

const declinedText = 'PayPal declined the payment.'

function takeComplete(capture: Capture, topUp: TopUpMoney, verdict: Verdict): void {
  const wrong = differences(capture, topUp)
  if (wrong !== null) {
    verdict.state = 'failed'
    verdict.because = 'What PayPal took is not what was asked for. Nothing was credited; a person looks into it.'
    verdict.alarm = `Capture ${capture.id} is not what was asked for: ${wrong}. It is not credited.`
  } else if (!isExplained(capture, topUp, verdict.takings)) {
    // It was paid and taken back already, and what was taken back is still on its way to us.
    Object.assign(verdict, { state: 'pending', because: null })
  } else {
    Object.assign(verdict, { state: 'paid', captureId: capture.id, because: null })
    verdict.postings.push(...paymentPostings(topUp, capture.id))
  }
}

function differences({ amount, customId }: Capture, { id, grossMinor, currency }: TopUpMoney): string | null {
  if (customId !== id) return 'its reference is another one'
  if (amount === null) return 'its amount cannot be read'
  if (amount.currency !== currency) return `it is in ${amount.currency}, not ${currency}`
  return amount.amount === grossMinor ? null : `its amount is ${amount.amount}, not ${grossMinor} minor units`
}

/** Whether what we know to be taken back accounts for what the capture's status says. */
function isExplained({ status }: Capture, { grossMinor }: TopUpMoney, takings: readonly Taking[]): boolean {
  const taken = takings.reduce((sum, taking) => sum + taking.grossMinor, 0)
  if (status === 'REFUNDED') return taken >= grossMinor
  return status === 'COMPLETED' || taken > 0
}

function newTakings(topUp: TopUpMoney, takenBack: readonly TakenBack[], at: number): Taking[] {
  const seen = new Set(topUp.takings.map(({ id }) => id))
  return takenBack.flatMap(({ id, kind, amount, captureId }) => {
    if (amount === null || amount.currency !== topUp.currency || amount.amount <= 0) return []
    if (isOfAnother(topUp, captureId) || seen.has(id)) return []
    seen.add(id)
    return [{ id, kind, grossMinor: amount.amount, at, posted: false }]
  })
}

const isOfAnother = (topUp: TopUpMoney, captureId: string | null): boolean =>
  captureId !== null && topUp.captureId !== null && captureId !== topUp.captureId

const foreignMoney = (topUp: TopUpMoney, takenBack: readonly TakenBack[]): string | null => {
  const foreign = takenBack.find(({ amount }) => amount !== null && amount.currency !== topUp.currency)
  return foreign === undefined
    ? null
    : `${foreign.id} took back money in ${foreign.amount!.currency}; the payment was in ${topUp.currency}. It is not in the books.`
}

function postTakings(topUp: TopUpMoney, verdict: Verdict): void {
  let taken = verdict.takings.reduce((sum, { posted, grossMinor }) => sum + (posted ? grossMinor : 0), 0)
  verdict.takings = verdict.takings.map((taking) => {
    if (taking.posted) return taking
    verdict.postings.push(...takingPostings(topUp, taking, taken))
    taken += taking.grossMinor
    return { ...taking, posted: true }
  })
}
