import type { DedupeSettings, IdentityKind } from '../../../contract/dedupe.ts'
import { duplicateVerdict, type EarlierLead, isSamePerson } from '../lead/duplicate-verdict.ts'

/** A keyed hash of something that identifies a person. */
export interface PersonKey {
  kind: IdentityKind
  key: string
}

/** A lead by its person, and whom it was referred to. */
export interface PersonLead extends Omit<EarlierLead, 'kinds'> {
  keys: readonly PersonKey[]
  referrals: readonly PersonReferral[]
}

export interface PersonReferral {
  partnerId: number
  at: number
  /** It was not turned down, or the partner said that it knows this person. */
  hasPerson: boolean
}

/** Leads by the keys of their person, as a future goes on. */
export type People = Map<string, { kind: IdentityKind; known: KnownLead }[]>

type KnownLead = Omit<PersonLead, 'keys'>

export function newPeople(leads: readonly PersonLead[]): People {
  const people: People = new Map()
  for (const lead of leads) meetPerson(people, lead)
  return people
}

/** A lead joins those that are known. */
export function meetPerson(people: People, { keys, ...known }: PersonLead): void {
  for (const { kind, key } of keys) people.set(key, [...(people.get(key) ?? []), { kind, known }])
}

/**
 * What is known of the person behind a lead from the leads before it: when each partner was last referred one (D1.20),
 * and who counts as having had this very lead (D1.19).
 */
export function personBehind(
  people: People,
  { keys, leadGroupId, now }: { keys: readonly PersonKey[]; leadGroupId: number; now: number },
  settings: DedupeSettings,
): { reached: Map<number, number>; hadItAlready: number[] } {
  const shared = keys.flatMap(({ key }) => people.get(key) ?? [])
  const found = [...Map.groupBy(shared, ({ known }) => known)].map(([known, hits]) => ({
    ...known,
    kinds: [...new Set(hits.map(({ kind }) => kind))],
  }))
  const same = found.filter((lead) => isSamePerson(lead, settings)).flatMap(({ referrals }) => referrals)
  const reached = new Map<number, number>()
  for (const { partnerId, at } of same.filter(({ hasPerson }) => hasPerson))
    reached.set(partnerId, Math.max(at, reached.get(partnerId) ?? 0))
  const repeats = settings.clusterOnce
    ? duplicateVerdict({ earlier: found, leadGroupId, settings, now })?.repeats
    : undefined
  const repeated = found.filter(({ leadId }) => repeats?.includes(leadId)).flatMap(({ referrals }) => referrals)
  return { reached, hadItAlready: [...new Set(repeated.map(({ partnerId }) => partnerId))] }
}
