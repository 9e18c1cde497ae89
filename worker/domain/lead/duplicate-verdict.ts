import type { DedupeSettings, IdentityKind } from '../../../contract/dedupe.ts'
import { dayMs } from '../../../contract/time.ts'

/** A lead that was here before and shares something that identifies a person (D11). */
export interface EarlierLead {
  leadId: string
  /** When it was captured. */
  at: number
  leadGroupId: number
  /** The first lead of its person and when that was captured; itself where it repeats none. */
  originalId: string
  originalAt: number
  /** What the two leads share. */
  kinds: readonly IdentityKind[]
}

/** That a lead repeats others, and which. */
export interface DuplicateVerdict {
  /** The oldest lead of the cluster: what the new one is tied to. */
  original: string
  /** The newest of the leads that it repeats, and what it shares with that one. */
  newest: string
  by: IdentityKind[]
  /** Every lead that it repeats, newest first. */
  repeats: string[]
}

/**
 * Whether a lead repeats an earlier one under the broker's settings (F54, D11); null when it does not. A window of N days
 * begins N x 24 h ago, to the hour and its first instant included. Test leads and leads that were turned away as
 * duplicates are not among the earlier ones: they were never accepted.
 */
export function duplicateVerdict({
  earlier,
  leadGroupId,
  settings,
  now,
}: {
  earlier: readonly EarlierLead[]
  leadGroupId: number
  settings: DedupeSettings
  now: number
}): DuplicateVerdict | null {
  if (settings.mode === 'off') return null
  const since = settings.mode === 'all' ? 0 : now - settings.days * dayMs
  const repeated = earlier
    .filter((lead) => lead.at >= since && isSamePerson(lead, settings))
    .filter((lead) => settings.scope === 'everywhere' || lead.leadGroupId === leadGroupId)
    .sort((a, b) => b.at - a.at || (a.leadId < b.leadId ? 1 : -1))
  const [newest] = repeated
  if (newest === undefined) return null
  const oldest = repeated.reduce((oldest, lead) => (isOlder(lead, oldest) ? lead : oldest))
  return {
    original: oldest.originalId,
    newest: newest.leadId,
    by: newest.kinds.filter((kind) => settings.match.includes(kind)),
    repeats: repeated.map(({ leadId }) => leadId),
  }
}

/** Whether two leads are of one person, by what they share. With `all`, what one of them lacks is not the same. */
export const isSamePerson = (
  { kinds }: Pick<EarlierLead, 'kinds'>,
  { match, combine }: Pick<DedupeSettings, 'match' | 'combine'>,
): boolean =>
  combine === 'any' ? match.some((kind) => kinds.includes(kind)) : match.every((kind) => kinds.includes(kind))

const isOlder = (one: EarlierLead, other: EarlierLead): boolean =>
  one.originalAt < other.originalAt || (one.originalAt === other.originalAt && one.originalId < other.originalId)
