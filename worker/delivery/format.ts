import type { InternetDelivery } from '../../contract/delivery.ts'
import type { FieldProblem } from '../../contract/problem.ts'
import type { Template } from '../../contract/template.ts'
import type { Answer } from '../outside/call-result.ts'
import type { Parcel } from './parcel.ts'
import type { Verdict } from './verdict.ts'

/**
 * A way to hand a lead over: how a parcel is written, and how the answer is read. Pure: no clock, no network. One file
 * each in formats/; test/unit/delivery/conformance.test.ts runs over all of them by itself.
 */
export type Format = InternetFormat | MailFormat

/** A format of internet delivery (F32), posted to the partner's server. */
export interface InternetFormat {
  id: string
  via: 'internet'
  /**
   * Everything that is wrong with settings for this format, asked when they are saved; pointers begin at the settings
   * (`/mapping/0/to`). `known` are the merge fields (mapping/merge-names.ts).
   */
  check(settings: InternetSettings, known: ReadonlySet<string>): FieldProblem[]
  /** The request's headers, the partner's own among them, and its body, to the byte. */
  encode(parcel: Parcel, settings: InternetSettings): { headers: Record<string, string>; body: string }
  /** What an answer means where the partner has no rule of its own for it. */
  read(answer: Answer): Verdict
}

/** What a format may go by. Without a mapping or template it writes its usual body: all that there is to tell. */
export interface InternetSettings extends Partial<Omit<InternetDelivery, 'headers'>> {
  /** The partner's own headers: keys and the like. */
  headers: Record<string, string>
}

export interface MailFormat {
  id: string
  via: 'email'
  /** `html` is null where the partner's own template has none. */
  encode(parcel: Parcel, settings: MailSettings): { subject: string; text: string; html: string | null }
  read(answer: Answer): Verdict
}

export interface MailSettings {
  /** True when the partner's server has taken the lead already, and this is for people to read (F32). */
  copy: boolean
  /** The partner's template, or the broker's (F30); Baton's own letter without one. */
  template?: MailTemplate | null
}

export type MailTemplate = Pick<Template, 'subject' | 'text' | 'html'>
