import type { Delivery, InternetDelivery } from '../../contract/delivery.ts'
import type { Env } from '../env.ts'
import { logFault } from '../log-fault.ts'
import type { Answer, CallResult } from '../outside/call-result.ts'
import { callOut } from '../outside/http.ts'
import { sendMail } from '../outside/mail.ts'
import { notePrice } from './answers/price-note.ts'
import { readAnswer } from './answers/read-answer.ts'
import { type Attempt, keptAnswer, nothingSent } from './attempt.ts'
import type { Format, MailSettings, MailTemplate } from './format.ts'
import { internetFormats, mailFormat } from './formats.ts'
import type { Parcel } from './parcel.ts'
import { readRetryAfter } from './retry-after.ts'
import { concealEchoes } from './secrets.ts'
import { type Verdict, verdict as verdictOf } from './verdict.ts'
import { writeRequest } from './write-request.ts'

export interface SendCtx {
  env: Env
  db: D1Database
  /** Epoch milliseconds. */
  now: number
}

export interface Sending {
  /** Packs the lead: called where a fault in it ends this delivery and nothing else. */
  pack: () => Parcel
  /** `ref_…`: names the delivery, even one that cannot be packed. */
  reference: string
  delivery: Delivery
  /** The partner's template, or the broker's (F30); Baton's own letter without one. */
  template?: MailTemplate | null
  /**
   * Id of the e-mail; the reference unless told. A repeat by itself keeps it; one that a person asks for (F48) needs
   * another, since mail programs drop a message whose Message-ID they have seen.
   */
  mailId?: string
}

/**
 * Hands one lead to one partner, once (F32): to its server where internet delivery is set, otherwise by e-mail. Gives
 * an Attempt for whatever happens, a parcel that cannot be written among it (a poison job). Commits nothing.
 */
export async function send(ctx: SendCtx, sending: Sending): Promise<Attempt> {
  const deliver = prepare({ mailId: sending.reference, template: null, ...sending })
  return typeof deliver === 'function' ? deliver(ctx) : deliver
}

/** The e-mail copy of a lead that the partner's server has accepted. Its own outcome decides nothing. */
export const sendCopy = (
  ctx: SendCtx,
  { parcel, to, template = null }: { parcel: Parcel; to: readonly string[]; template?: MailTemplate | null },
): Promise<CallResult> =>
  sendMail(ctx, { id: `${parcel.reference}:copy`, to, ...messageOf(parcel, { copy: true, template }) })

function messageOf(parcel: Parcel, settings: MailSettings): { subject: string; text: string; html?: string } {
  const { html, ...message } = mailFormat.encode(parcel, settings)
  return html === null ? message : { ...message, html }
}

type Deliver = (ctx: SendCtx) => Promise<Attempt>

/** Everything that can fail by our own fault fails here, before anything has left. */
function prepare({ pack, reference, delivery, mailId, template }: Required<Sending>): Deliver | Attempt {
  try {
    const parcel = pack()
    if (delivery.internet !== null)
      return byInternet(parcel, delivery.internet, { copyByEmail: delivery.email !== null })
    if (delivery.email !== null) return byEmail(parcel, { to: delivery.email.to, mailId, template })
  } catch (error) {
    logFault({ event: 'delivery.poison', requestId: reference, error })
    return nothingSent("The lead could not be written in the partner's format.")
  }
  return nothingSent('The partner has neither internet delivery nor an e-mail address for leads (NO_DELIVERY).')
}

function byInternet(parcel: Parcel, internet: InternetDelivery, { copyByEmail }: { copyByEmail: boolean }): Deliver {
  const { url, answer: rule = null } = internet
  const format = internetFormats[internet.format]
  const { headers, body, shown } = writeRequest(parcel, internet)
  return async ({ env, now }) => {
    const result = await callOut(env, { url, method: 'POST', headers, body })
    // Judged as it came: what is hidden below is hidden from the record only.
    const read = (answer: Answer) => readAnswer(answer, { rule, standard: format.read, reference: parcel.reference })
    const verdict = notePrice(judge({ read }, result), parcel.price)
    const conceal = (text: string) => concealEchoes(text, internet)
    return {
      ...verdict,
      reason: verdict.reason === null ? null : conceal(verdict.reason),
      remoteId: verdict.remoteId === null ? null : conceal(verdict.remoteId),
      via: 'internet',
      retryAfterMs: result.kind === 'answer' ? readRetryAfter(result.headers['retry-after'], now) : null,
      reached: mayHaveArrived(result),
      copyByEmail: copyByEmail && verdict.outcome === 'accepted',
      request: shown,
      answer: keptAnswer(result, conceal),
      tookMs: result.tookMs,
    }
  }
}

function byEmail(
  parcel: Parcel,
  { to, mailId, template }: { to: readonly string[]; mailId: string; template: MailTemplate | null },
): Deliver {
  const message = messageOf(parcel, { copy: false, template })
  return async (ctx) => {
    const result = await sendMail(ctx, { id: mailId, to, ...message })
    return {
      ...judge(mailFormat, result),
      via: 'email',
      retryAfterMs: null,
      reached: mayHaveArrived(result),
      copyByEmail: false,
      request: { to: [...to], subject: message.subject, body: message.text },
      answer: keptAnswer(result),
      tookMs: result.tookMs,
    }
  }
}

function judge(format: Pick<Format, 'read'>, result: CallResult): Verdict {
  if (result.kind === 'answer') return format.read(result)
  return verdictOf(result.kind === 'unknown' ? 'unknown' : 'error_retryable', result.because)
}

const mayHaveArrived = (result: CallResult): boolean =>
  result.kind === 'answer' ? result.arrived : result.kind === 'unknown'
