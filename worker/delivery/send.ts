import type { Delivery } from '../../contract/delivery.ts'
import type { Env } from '../env.ts'
import { logFault } from '../log-fault.ts'
import type { CallResult } from '../outside/call-result.ts'
import { callOut } from '../outside/http.ts'
import { sendMail } from '../outside/mail.ts'
import { type Attempt, keptAnswer, nothingSent } from './attempt.ts'
import type { Format, Verdict } from './format.ts'
import { internetFormats, mailFormat } from './formats.ts'
import type { Parcel } from './parcel.ts'
import { readRetryAfter } from './retry-after.ts'
import { concealEchoes, concealHeaders, concealQuery } from './secrets.ts'

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
  const deliver = prepare({ mailId: sending.reference, ...sending })
  return typeof deliver === 'function' ? deliver(ctx) : deliver
}

/** The e-mail copy of a lead that the partner's server has accepted. Its own outcome decides nothing. */
export const sendCopy = (
  ctx: SendCtx,
  { parcel, to }: { parcel: Parcel; to: readonly string[] },
): Promise<CallResult> =>
  sendMail(ctx, { id: `${parcel.reference}:copy`, to, ...mailFormat.encode(parcel, { copy: true }) })

type Deliver = (ctx: SendCtx) => Promise<Attempt>

/** Everything that can fail by our own fault fails here, before anything has left. */
function prepare({ pack, reference, delivery, mailId }: Required<Sending>): Deliver | Attempt {
  try {
    const parcel = pack()
    if (delivery.internet !== null)
      return byInternet(parcel, delivery.internet, { copyByEmail: delivery.email !== null })
    if (delivery.email !== null) return byEmail(parcel, { to: delivery.email.to, mailId })
  } catch (error) {
    logFault({ event: 'delivery.poison', requestId: reference, error })
    return nothingSent("The lead could not be written in the partner's format.")
  }
  return nothingSent('The partner has neither internet delivery nor an e-mail address for leads (NO_DELIVERY).')
}

function byInternet(
  parcel: Parcel,
  { format: formatId, url, headers: own }: NonNullable<Delivery['internet']>,
  { copyByEmail }: { copyByEmail: boolean },
): Deliver {
  const format = internetFormats[formatId]
  const { headers, body } = format.encode(parcel, { headers: own })
  return async ({ env, now }) => {
    const result = await callOut(env, { url, method: 'POST', headers, body })
    // Judged as it came: what is hidden below is hidden from the record only.
    const verdict = judge(format, result)
    const conceal = (text: string) => concealEchoes(text, { url, headers: own })
    return {
      ...verdict,
      reason: verdict.reason === null ? null : conceal(verdict.reason),
      via: 'internet',
      retryAfterMs: result.kind === 'answer' ? readRetryAfter(result.headers['retry-after'], now) : null,
      reached: mayHaveArrived(result),
      copyByEmail: copyByEmail && verdict.outcome === 'accepted',
      request: { method: 'POST', url: concealQuery(url), headers: concealHeaders(headers, own), body },
      answer: keptAnswer(result, conceal),
      tookMs: result.tookMs,
    }
  }
}

function byEmail(parcel: Parcel, { to, mailId }: { to: readonly string[]; mailId: string }): Deliver {
  const message = mailFormat.encode(parcel, { copy: false })
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
  const outcome = result.kind === 'unknown' ? 'unknown' : 'error_retryable'
  return { outcome, because: result.because, reason: null, remoteId: null, disable: false }
}

const mayHaveArrived = (result: CallResult): boolean =>
  result.kind === 'answer' ? result.arrived : result.kind === 'unknown'
