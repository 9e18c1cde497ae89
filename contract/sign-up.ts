import * as v from 'valibot'
import { numberedId } from './id.ts'
import { partnerSettingsSchema } from './partner.ts'
import { scheduleSchema } from './schedule.ts'
import { mostPlaces } from './setup.ts'
import { emailAddress, paragraphs, requiredLine } from './text.ts'

const { website } = partnerSettingsSchema.entries

/** What a buyer says of itself when it signs up (F40). Kept as it is until its e-mail address is confirmed. */
export const signUpSchema = v.strictObject({
  company: requiredLine(120),
  contactName: requiredLine(120),
  phone: requiredLine(40),
  email: emailAddress,
  website,
  address: v.pipe(paragraphs(500), v.minLength(1, 'This must not be empty.')),
  /** null: round the clock. */
  schedule: v.nullable(scheduleSchema),
  leadTypeIds: v.pipe(
    v.array(numberedId('leadType')),
    v.minLength(1, 'Choose at least one kind of lead.'),
    v.maxLength(50, 'Choose 50 kinds of leads at most.'),
  ),
  allAreas: v.boolean(),
  places: v.pipe(
    v.array(v.pipe(v.string(), v.trim(), v.toUpperCase(), v.maxLength(8, 'Expected districts such as NW1, NW10.'))),
    v.maxLength(mostPlaces),
  ),
  /** The very words that were agreed to. */
  agreedTo: v.pipe(v.string(), v.minLength(1, 'Tick this to go on.'), v.maxLength(4000)),
})

/** What somebody filled in, before it is read. */
export type RawSignUp = { [Key in keyof SignUp]: unknown }

export type SignUp = v.InferOutput<typeof signUpSchema>
