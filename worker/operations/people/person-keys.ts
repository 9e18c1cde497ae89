import type { IdentityKind } from '../../../contract/dedupe.ts'
import type { Field } from '../../../contract/fields/field.ts'
import { type Identity, identities } from '../../domain/lead/duplicate.ts'
import { keyedHash, shortHash } from '../keyed-hash.ts'
import { toE164 } from './phone-number.ts'

/** A keyed hash of something that identifies a person, and of what kind that is. */
export interface PersonKey {
  kind: IdentityKind
  key: string
}

/** The keys of the person behind a lead (D11): they survive the erasure of the lead itself. */
export const personKeys = (
  secret: string,
  lead: { fields: readonly Field[]; values: Record<string, unknown> },
): Promise<PersonKey[]> => Promise.all(identities({ ...lead, toE164 }).map((identity) => personKey(secret, identity)))

export const personKey = async (secret: string, { kind, text }: Identity): Promise<PersonKey> => ({
  kind,
  key: shortHash(await keyedHash(secret, `person-${kind}`, text)),
})
