import * as v from 'valibot'

/**
 * How the answer of a partner's server is read (D5), as data: a ready-made reader for a system that many partners use, or
 * a rule of the partner's own. Without either, the format's standard reader reads it. What a pattern costs and whether it
 * can be read at all is checked when it is saved (worker/delivery/answers/rule-problems.ts).
 */

/** Ready-made readers, by the system whose answers they know. worker/delivery/answers/readers.ts has one for each. */
export const answerReaderIds = ['leadbyte', 'leadexec', 'boberdoo', 'leadconduit'] as const

export type AnswerReaderId = (typeof answerReaderIds)[number]

const text = (maxLength: number) => v.pipe(v.string(), v.minLength(1), v.maxLength(maxLength))

/** JSON pointer (RFC 6901); '' is the whole document. */
const pointer = v.pipe(
  v.string(),
  v.maxLength(200),
  v.regex(/^(\/([^~/]|~[01])*)*$/, 'Expected a JSON pointer such as /lead/id.'),
)

const name = '[A-Za-z_][A-Za-z0-9_.-]*'

/** A few steps of XPath: /response/status, //status (anywhere), //lead/@id. Names go without their prefix. */
const elementPath = v.pipe(
  v.string(),
  v.maxLength(200),
  v.regex(
    new RegExp(`^//?${name}(/${name}){0,9}(/@${name})?$`),
    'Expected a path such as /response/status, //status or //lead/@id, names without their prefix.',
  ),
)

const status = v.pipe(v.number(), v.integer(), v.minValue(100), v.maxValue(599))

/** A status (200), or all from one to another ({from: 200, to: 299}). */
const statusRange = v.union(
  [
    status,
    v.pipe(
      v.strictObject({ from: status, to: status }),
      v.check(({ from, to }) => from <= to, 'The range ends before it begins.'),
    ),
  ],
  'Expected a status such as 200, or a range such as {"from": 200, "to": 299}.',
)

const several = <Item extends v.GenericSchema>(item: Item) =>
  v.pipe(v.array(item), v.minLength(1, 'Give at least one.'), v.maxLength(20, 'Give at most 20.'))

const pattern = text(500)
/** What the value may be; capitals and spaces at the ends do not count. Without it: any value that is not empty. */
const oneOf = v.optional(v.nullable(several(text(200))), null)

export const answerConditionSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('status'), in: several(statusRange) }),
  v.strictObject({ kind: v.literal('contains'), text: text(500) }),
  v.strictObject({ kind: v.literal('notContains'), text: text(500) }),
  v.strictObject({ kind: v.literal('matches'), pattern }),
  v.strictObject({ kind: v.literal('element'), path: elementPath, oneOf }),
  v.strictObject({ kind: v.literal('noElement'), path: elementPath, oneOf }),
  v.strictObject({ kind: v.literal('pointer'), pointer, oneOf }),
  v.strictObject({ kind: v.literal('noPointer'), pointer, oneOf }),
])

/** One thing that can be asked of an answer. Capitals do not count in texts; patterns are RE2's. */
export type AnswerCondition = v.InferOutput<typeof answerConditionSchema>

const conditions = (minLength: number) =>
  v.pipe(v.array(answerConditionSchema), v.minLength(minLength), v.maxLength(10))

/** Cases of which any will do; within one, everything must hold. */
const cases = v.optional(v.pipe(v.array(v.strictObject({ all: conditions(1) })), v.maxLength(20)), [])

export const answerCaptureSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('pointer'), pointer }),
  v.strictObject({ kind: v.literal('element'), path: elementPath }),
  /** The pattern's group of that number; 0 is all that it matched. */
  v.strictObject({
    kind: v.literal('matches'),
    pattern,
    group: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(9)), 1),
  }),
])

/** Where in an answer something stands. */
export type AnswerCapture = v.InferOutput<typeof answerCaptureSchema>

const capture = v.optional(v.nullable(answerCaptureSchema), null)

/** A body turns a good status into a refusal, never the other way round: 4xx and 5xx are no acceptance. */
const goodStatuses = v.pipe(
  several(statusRange),
  v.check(
    (ranges) => ranges.every((range) => lastOf(range) < 400),
    'A status of 400 or more is a refusal: it cannot mean that the lead was accepted.',
  ),
)

const lastOf = (range: number | { from: number; to: number }): number => (typeof range === 'number' ? range : range.to)

/** What is made of an answer with a good status that is readable, and that nothing of the rule speaks of. */
const otherwise = ['rejected', 'unknown', 'error_retryable'] as const

const ownRuleSchema = v.strictObject({
  kind: v.literal('rule'),
  /** D5: the lead was accepted when the status is one of these and all of the conditions hold. */
  accepted: v.optional(
    v.strictObject({
      statuses: v.optional(goodStatuses, [{ from: 200, to: 299 }]),
      all: v.optional(conditions(0), []),
    }),
    {},
  ),
  /** The partner has this lead already. */
  duplicate: cases,
  /** Not now: the same lead is sent again later. */
  retryable: cases,
  /** The partner does not want this lead. */
  rejected: cases,
  otherwise: v.optional(v.picklist(otherwise), 'rejected'),
  /** What the partner calls the lead. */
  remoteId: capture,
  /** What the partner says it pays: recorded, and never what is charged. */
  price: v.optional(
    v.nullable(
      v.strictObject({
        from: answerCaptureSchema,
        /** 12.50 is major, 1250 is minor. */
        unit: v.optional(v.picklist(['major', 'minor']), 'major'),
        /** null: as the answer says; where it says nothing, the broker's own. */
        currency: v.optional(
          v.nullable(v.pipe(v.string(), v.regex(/^[A-Z]{3}$/, 'Expected a currency code such as GBP.'))),
          null,
        ),
      }),
    ),
    null,
  ),
  /** Why it was refused, in the partner's words. */
  reason: capture,
})

export type OwnAnswerRule = v.InferOutput<typeof ownRuleSchema>

export const answerRuleSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('reader'), reader: v.picklist(answerReaderIds) }),
  ownRuleSchema,
])

export type AnswerRule = v.InferOutput<typeof answerRuleSchema>
