import * as v from 'valibot'
import { answerRuleSchema } from './answer-rule.ts'
import { outcomes } from './delivery.ts'

/** C14: what a partner's server answered, pasted: from its documentation, or from a test. */
export const pastedAnswerSchema = v.strictObject({
  status: v.pipe(v.number(), v.integer(), v.minValue(100), v.maxValue(599)),
  headers: v.optional(
    v.pipe(
      v.record(v.pipe(v.string(), v.maxLength(100)), v.pipe(v.string(), v.maxLength(2000))),
      v.check((headers) => Object.keys(headers).length <= 50, 'Give at most 50 headers.'),
    ),
    {},
  ),
  body: v.optional(v.pipe(v.string(), v.maxLength(65_536)), ''),
})

export type PastedAnswer = v.InferOutput<typeof pastedAnswerSchema>

export const proposeRuleSchema = v.strictObject({
  examples: v.pipe(
    v.array(
      v.strictObject({
        answer: pastedAnswerSchema,
        /** What it meant; null: guessed from its words and its status. */
        means: v.optional(v.nullable(v.picklist(['accepted', 'duplicate', 'rejected', 'error_retryable'])), null),
      }),
    ),
    v.minLength(1, 'Give at least one.'),
    v.maxLength(10, 'Give at most 10.'),
  ),
})

export type ProposeRule = v.InferOutput<typeof proposeRuleSchema>

/** What an answer comes to when it is read. */
export const readingSchema = v.strictObject({
  outcome: v.picklist(outcomes),
  because: v.nullable(v.string()),
  reason: v.nullable(v.string()),
  remoteId: v.nullable(v.string()),
  /** As the partner states it; the currency is null where it names none. */
  statedPrice: v.nullable(v.strictObject({ amount: v.number(), currency: v.nullable(v.string()) })),
  /** Whether it switches the address off (410). */
  disable: v.boolean(),
})

export type Reading = v.InferOutput<typeof readingSchema>

export const proposedRuleSchema = v.strictObject({
  rule: answerRuleSchema,
  /** Why it is so, in sentences. */
  because: v.array(v.string()),
  /** What the rule makes of the examples, in their order. */
  readings: v.array(readingSchema),
})

export type ProposedRule = v.InferOutput<typeof proposedRuleSchema>

export const tryRuleSchema = v.strictObject({
  /** null: the standard reader of the partner's format. */
  rule: v.nullable(answerRuleSchema),
  answers: v.optional(v.pipe(v.array(pastedAnswerSchema), v.maxLength(20, 'Give at most 20.')), []),
  /** Whether the partner's recorded answers of the last 30 days are read as well, newest first. */
  recorded: v.optional(v.boolean(), true),
  cursor: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(200))), null),
})

export type TryRule = v.InferOutput<typeof tryRuleSchema>

export const triedAnswerSchema = v.strictObject({
  from: v.picklist(['pasted', 'recorded']),
  /** Which of the pasted answers, from 0. */
  index: v.nullable(v.number()),
  /** The delivery that was answered so. */
  referralId: v.nullable(v.string()),
  version: v.nullable(v.number()),
  at: v.nullable(v.string()),
  /** What it came to then; of a pasted one: what it comes to by the settings that are saved. */
  was: v.nullable(v.picklist(outcomes)),
  now: readingSchema,
  changed: v.boolean(),
})

export const triedRuleSchema = v.strictObject({
  items: v.array(triedAnswerSchema),
  /** How many of these would have come to something else. */
  changedCount: v.number(),
  nextCursor: v.nullable(v.string()),
})

export type TriedAnswer = v.InferOutput<typeof triedAnswerSchema>

export type TriedRule = v.InferOutput<typeof triedRuleSchema>
