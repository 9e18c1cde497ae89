import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import type { Field } from '../../../contract/fields/field.ts'
import { identities } from '../../domain/lead/duplicate.ts'
import { keyedHash, shortHash } from '../keyed-hash.ts'

/** Keyed hashes of what identifies the person behind a lead (D11): they survive the erasure of the lead itself. */
export async function identityKeys(
  secret: string,
  lead: { fields: readonly Field[]; values: Record<string, unknown> },
): Promise<string[]> {
  const found = identities({ ...lead, toE164 })
  return Promise.all(found.map(async ({ kind, text }) => shortHash(await keyedHash(secret, `person-${kind}`, text))))
}

/** A number as a person typed it in E.164, or null where it is no number; national ones are read as British. */
function toE164(text: string): string | null {
  const parsed = parsePhoneNumberFromString(text, 'GB')
  return parsed?.isPossible() ? parsed.number : null
}
