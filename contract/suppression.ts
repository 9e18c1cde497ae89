import * as v from 'valibot'
import { numberedId } from './id.ts'
import { fieldProblemSchema } from './problem.ts'
import { requiredLine } from './text.ts'

/** People by their e-mail addresses and telephone numbers, in any spelling. What cannot be read is told row by row. */
const contacts = (most: number) =>
  v.pipe(v.array(v.pipe(v.string(), v.maxLength(1000))), v.minLength(1, 'Give at least one.'), v.maxLength(most))

/** Whose list: a partner's, or everybody's. A partner's own key means its own list. */
const partnerId = v.optional(v.nullable(numberedId('partner')), null)

export const mostContacts = 5000

/** People who asked not to be contacted: by one partner, or by anybody (D1.22). */
export const newSuppressionsSchema = v.strictObject({ contacts: contacts(mostContacts), partnerId })

export const suppressionCheckSchema = v.strictObject({ contacts: contacts(mostContacts), partnerId })

export const suppressionRemovalSchema = v.strictObject({
  contacts: contacts(100),
  partnerId,
  /** Kept in history, where the person is not: do not name them. */
  reason: requiredLine(500),
})

const unread = v.array(fieldProblemSchema)

/** added + known + unread make up what was sent. */
export const suppressionsAddedSchema = v.strictObject({
  added: v.number(),
  /** On the list already, or given twice. */
  known: v.number(),
  unread,
})

export type SuppressionsAdded = v.InferOutput<typeof suppressionsAddedSchema>

/** removed + missing + unread make up what was sent. */
export const suppressionsRemovedSchema = v.strictObject({ removed: v.number(), missing: v.number(), unread })

export type SuppressionsRemoved = v.InferOutput<typeof suppressionsRemovedSchema>

/** On which list somebody stands; `unread` is neither an e-mail address nor a telephone number. */
export const suppressionStates = ['everybody', 'partner', 'none', 'unread'] as const

export const suppressionsCheckedSchema = v.strictObject({
  /** In the order of `contacts`. */
  results: v.array(v.picklist(suppressionStates)),
})

export type SuppressionsChecked = v.InferOutput<typeof suppressionsCheckedSchema>
