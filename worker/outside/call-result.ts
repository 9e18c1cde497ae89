/**
 * What came of calling the outside, by HTTP or by mail. `because` is a sentence of our own: no address, no header and
 * nothing that the other side said, so that it may be kept and shown anywhere.
 */
export type CallResult = Answer | NoAnswer

/** The other side answered, whatever it said. */
export interface Answer {
  kind: 'answer'
  /** HTTP status or SMTP reply code; 2xx is good in both. */
  status: number
  /** Lower-cased names. */
  headers: Record<string, string>
  body: string
  /** True when the answer went on past what is read. */
  truncated: boolean
  /** False when it was given before any of the lead had left: a mail server that refuses the recipient. */
  arrived: boolean
  tookMs: number
}

/** `unreached`: certainly nothing of the lead arrived. `unknown`: it may have. */
export interface NoAnswer {
  kind: 'unreached' | 'unknown'
  because: string
  tookMs: number
}
