import * as v from 'valibot'

/**
 * Every code that a refused request can carry, with its HTTP status and the sentence that a person reads first.
 * A code is stable: integrations branch on it. Rendered as an RFC 9457 problem document.
 */
export const problemCodes = {
  INVALID_JSON: [400, 'The body is not valid JSON.'],
  INVALID_BODY: [422, 'Some fields need mending.'],
  INVALID_QUERY: [422, 'Some query parameters need mending.'],
  INVALID_HEADER: [422, 'A header needs mending.'],
  INVALID_ID: [404, 'There is nothing at this address.'],
  UNSUPPORTED_MEDIA_TYPE: [415, 'The body has a content type that this address does not read.'],
  BODY_TOO_LARGE: [413, 'The body is larger than this address accepts.'],
  NOT_SIGNED_IN: [401, 'A valid key, or somebody who has signed in, is needed.'],
  NOT_ALLOWED: [403, 'This key or login may not do that.'],
  SELF_SERVICE_DISABLED: [403, 'Partners do not do this themselves here. Ask the broker.'],
  CAPTURE_DISABLED: [403, 'Forms of introducers are switched off.'],
  GROUP_NOT_ALLOWED: [403, 'Introducers may not hand in leads of this lead group.'],
  ORIGIN_NOT_ALLOWED: [403, 'This form may not be used from this website.'],
  LAST_LOGIN: [409, 'Somebody of this partner must keep full access.'],
  CODE_REFUSED: [422, 'This code is wrong, was used already, or has run out. Ask for a new one.'],
  NOT_FOUND: [404, 'There is nothing at this address.'],
  METHOD_NOT_ALLOWED: [405, 'This address does not answer this method.'],
  VERSION_CONFLICT: [409, 'Somebody else changed this in the meantime. Read it again and repeat the change.'],
  ID_TAKEN: [409, 'This id was already used for something else.'],
  SEND_AGAIN: [409, 'Please send this form once more.'],
  IDEMPOTENCY_MISMATCH: [422, 'This Idempotency-Key was already used with another body.'],
  IN_USE: [409, 'This is still in use.'],
  NAME_TAKEN: [409, 'Another one has this name already.'],
  FCA_LOCKED: [409, 'An FCA number is given once. Only the broker can change it.'],
  TERMS_EXIST: [409, 'There are terms of this introducer for this lead type already.'],
  SETUP_EXISTS: [409, 'This partner already has a setup for this lead type.'],
  NOT_ELIGIBLE: [409, 'This partner cannot take this lead now.'],
  SCOPE_REACHED: [409, 'This lead has gone to as many partners as its referral scope allows.'],
  LEAD_CLOSED: [409, 'This lead is closed.'],
  STAGE_NOT_REACHABLE: [409, 'This lead cannot go to that stage from where it is.'],
  APPOINTMENT_REQUIRED: [422, 'This lead is referred with an appointment: say when it is.'],
  APPOINTMENT_IN_PAST: [422, 'The appointment must lie ahead.'],
  LEAD_TEST: [409, 'This lead is a test: it goes to nobody.'],
  NOT_ROUTABLE: [409, 'Leads of this type are not routed: a person refers each one.'],
  NO_APPOINTMENT: [409, 'This referral has no appointment ahead.'],
  NOT_ACCEPTED: [409, 'The partner has not accepted this lead yet.'],
  PROGRESS_BACK: [409, 'A referral only moves on: it is further, or at its end.'],
  REFERRAL_ENDED: [409, 'The partner does not have this lead any more, or never had it.'],
  NOT_UNKNOWN: [409, 'Only a referral whose outcome is unknown can be resolved by hand.'],
  NOT_OFFERED: [409, 'This referral does not wait for its partner to accept it.'],
  OFFER_LAPSED: [409, 'The time in which this referral could be accepted is over.'],
  NOT_REDELIVERABLE: [409, 'This referral cannot be delivered again.'],
  NOT_RETURNABLE: [409, 'This referral cannot be returned.'],
  RETURN_WINDOW_OVER: [409, 'The time in which this referral could be returned is over.'],
  RETURN_RATE_REACHED: [409, 'Too many leads were returned in the last 30 days.'],
  RETURN_EXISTS: [409, 'A return was asked for already.'],
  RETURN_OPEN: [409, 'A return of it waits: it is decided or cleared before anything else is reported.'],
  RETURN_DECIDED: [409, 'This return is decided.'],
  NOT_REVERSIBLE: [409, 'This referral is still on its way: nothing is charged yet.'],
  NOT_STARTABLE: [409, 'This automation cannot be started on this lead.'],
  RUN_ENDED: [409, 'This run has ended.'],
  NO_RECIPIENT: [409, 'None of those it is for has an address.'],
  MONTH_NOT_OVER: [409, 'A statement is made when its month is over.'],
  NOT_PAID: [409, 'There is a receipt when the payment has been received.'],
  NO_DELIVERY: [409, 'This partner has no way to receive leads yet.'],
  NOT_A_BUYER: [409, 'This partner buys no leads: it has nothing to pay in for.'],
  NO_CREDIT: [409, 'The balance and credit limit do not cover this.'],
  WEBHOOK_OFF: [409, 'This webhook is switched off.'],
  MESSAGE_PENDING: [409, 'This message is still on its way: it is tried again by itself.'],
  ARCHIVED: [409, 'This is archived.'],
  RATE_LIMITED: [429, 'Too many requests. Try again in a moment.'],
  TRY_AGAIN: [503, 'This could not be decided under the present load. Nothing was changed; please repeat it.'],
  INTERNAL: [500, 'Something went wrong on our side. Nothing was acknowledged; please repeat the request.'],
} as const satisfies Record<string, readonly [number, string]>

export type ProblemCode = keyof typeof problemCodes

/** One bad field: a JSON pointer (RFC 6901) into the body, or the name of a parameter or header, and what to mend. */
export const fieldProblemSchema = v.strictObject({ pointer: v.string(), code: v.string(), message: v.string() })

export type FieldProblem = v.InferOutput<typeof fieldProblemSchema>

/** An RFC 9457 problem document as Baton sends it. */
export const problemSchema = v.strictObject({
  type: v.string(),
  title: v.string(),
  status: v.number(),
  code: v.string(),
  detail: v.optional(v.string()),
  errors: v.optional(v.array(fieldProblemSchema)),
  requestId: v.string(),
})

export type ProblemDocument = v.InferOutput<typeof problemSchema>
