import type { Outcome } from '../../contract/delivery.ts'
import type { Answer } from '../outside/call-result.ts'
import type { Parcel } from './parcel.ts'

/**
 * A way to hand a lead over: how a parcel is written, and how the answer is read. Pure: no clock, no network. One file
 * each in formats/; test/unit/delivery/conformance.test.ts runs over all of them by itself.
 */
export type Format = InternetFormat | MailFormat

/** A format of internet delivery (F32), posted to the partner's server. */
export interface InternetFormat {
  id: string
  via: 'internet'
  /** The request's headers, the partner's own among them, and its body, to the byte. */
  encode(parcel: Parcel, settings: InternetSettings): { headers: Record<string, string>; body: string }
  read(answer: Answer): Verdict
}

export interface InternetSettings {
  /** The partner's own headers: keys and the like. */
  headers: Record<string, string>
}

export interface MailFormat {
  id: string
  via: 'email'
  encode(parcel: Parcel, settings: MailSettings): { subject: string; text: string; html: string }
  read(answer: Answer): Verdict
}

export interface MailSettings {
  /** True when the partner's server has taken the lead already, and this is for people to read (F32). */
  copy: boolean
}

/** What an answer means. */
export interface Verdict {
  outcome: Outcome
  /** In our own words, so that it may be kept and shown: nothing that the partner said. null when all went well. */
  because: string | null
  /** The partner's own words for it; may name the person, so it is kept with the raw answer only. */
  reason: string | null
  /** What the partner calls the lead. */
  remoteId: string | null
  /** True when the partner wants nothing more at this address (410). */
  disable: boolean
}
