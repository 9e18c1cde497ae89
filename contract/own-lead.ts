import * as v from 'valibot'
import { numberedId } from './id.ts'
import { referralViewSchema } from './lead.ts'
import { pageQuery } from './page.ts'
import { referralProgresses, referralStates } from './referral.ts'
import { returnStates } from './return.ts'
import { instantSchema } from './time.ts'

const { partner: _partner, subLead: _subLead, ...referral } = referralViewSchema.entries

/**
 * A lead as the partner sees it that it was referred to. While it is the partner's (accepted or delivered) with what the
 * person answered; before and afterwards with nothing that tells who that is.
 */
export const ownLeadSchema = v.strictObject({
  ...referral,
  leadType: v.strictObject({ id: v.string(), name: v.string() }),
  receivedAt: v.string(),
  /** Area and district, widest first; empty when they are not known. */
  places: v.array(v.string()),
  /** The return that was asked for; null when none was, or it was cleared. */
  return: v.nullable(v.strictObject({ id: v.string(), state: v.picklist(returnStates) })),
  /** What the person answered; null while it is not the partner's lead, or not any more. */
  answers: v.nullable(
    v.array(v.strictObject({ name: v.string(), label: v.string(), value: v.unknown(), text: v.string() })),
  ),
})

export type OwnLead = v.InferOutput<typeof ownLeadSchema>

/** What a partner's leads may be narrowed down to. Together they all must hold. */
export const ownLeadQuery = {
  ...pageQuery,
  state: v.optional(v.picklist(referralStates)),
  progress: v.optional(v.picklist(referralProgresses)),
  leadType: v.optional(numberedId('leadType')),
  since: v.optional(v.pipe(instantSchema, v.description('Referred from this instant on.'))),
  until: v.optional(v.pipe(instantSchema, v.description('Referred until before this instant.'))),
}

export type OwnLeadQuery = v.InferOutput<v.StrictObjectSchema<typeof ownLeadQuery, undefined>>
