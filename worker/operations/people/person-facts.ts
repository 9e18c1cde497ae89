import type { DedupeSettings } from '../../../contract/dedupe.ts'
import { liveStates, type ReferralState } from '../../../contract/referral.ts'
import type { EarlierLeadRow, SuppressionRow } from '../../../db/store/people.ts'
import {
  type DuplicateVerdict,
  duplicateVerdict,
  type EarlierLead,
  isSamePerson,
} from '../../domain/lead/duplicate-verdict.ts'
import type { PersonKey } from './person-keys.ts'

/** What is known of the person behind a lead when it is decided who gets it. */
export interface PersonFacts {
  /** Partners that have had this person, with when they were referred the last lead of theirs (D1.20). */
  reached: ReadonlyMap<number, number>
  /** Whom the person asked not to be contacted by; 0 is everybody (D1.22). */
  suppressed: ReadonlySet<number>
  /** Every earlier lead that shares a key, whoever it is of: what `mustBeNoNewer` takes as known. */
  earlier: readonly EarlierLead[]
  /** That the lead repeats others, by the broker's settings; null when it does not (F54). */
  duplicate: DuplicateVerdict | null
  /** Partners that count as having had this very lead, since they had one that it repeats (D1.19). */
  hadItAlready: readonly number[]
}

/** A lead of somebody who was never here, or who cannot be told from others. */
export const stranger: PersonFacts = {
  reached: new Map(),
  suppressed: new Set(),
  earlier: [],
  duplicate: null,
  hadItAlready: [],
}

/** Reads the rows of `selectPerson` under the broker's settings. */
export function personFacts(
  [earlierRows, suppressionRows]: readonly [readonly EarlierLeadRow[], readonly SuppressionRow[]],
  about: { keys: readonly PersonKey[]; leadGroupId: number; settings: DedupeSettings; now: number },
): PersonFacts {
  if (earlierRows.length === 0 && suppressionRows.length === 0) return stranger
  const read = earlierRows.map((row) => ({ lead: earlierLead(row, about.keys), referrals: referralsIn(row) }))
  const earlier = read.map(({ lead }) => lead)
  const duplicate = duplicateVerdict({ ...about, earlier })
  const repeated = read.filter(({ lead }) => duplicate?.repeats.includes(lead.leadId))
  return {
    reached: reachedBy(read.filter(({ lead }) => isSamePerson(lead, about.settings)).flatMap((one) => one.referrals)),
    suppressed: new Set(suppressionRows.map(({ partner_id }) => partner_id)),
    earlier,
    duplicate,
    hadItAlready: about.settings.clusterOnce
      ? [...new Set(repeated.flatMap(({ referrals }) => referrals.map(({ partnerId }) => partnerId)))]
      : [],
  }
}

interface EarlierReferral {
  partnerId: number
  state: ReferralState
  referredAt: number
  deliveredAt: number | null
}

function earlierLead(row: EarlierLeadRow, keys: readonly PersonKey[]): EarlierLead {
  const shared = new Set(JSON.parse(row.keys) as string[])
  return {
    leadId: row.lead_id,
    at: row.at,
    leadGroupId: row.lead_group_id,
    originalId: row.original_id,
    originalAt: row.original_at,
    kinds: [...new Set(keys.filter(({ key }) => shared.has(key)).map(({ kind }) => kind))],
  }
}

const referralsIn = ({ referrals }: EarlierLeadRow): EarlierReferral[] =>
  (JSON.parse(referrals) as [number, ReferralState, number, number | null][]).map(
    ([partnerId, state, referredAt, deliveredAt]) => ({ partnerId, state, referredAt, deliveredAt }),
  )

function reachedBy(referrals: readonly EarlierReferral[]): Map<number, number> {
  const reached = new Map<number, number>()
  for (const { partnerId, referredAt } of referrals.filter(hasPerson))
    reached.set(partnerId, Math.max(referredAt, reached.get(partnerId) ?? 0))
  return reached
}

/**
 * Whether a partner has the person through this referral: it is under way or was delivered, whatever became of it later,
 * or the partner itself says that it knows this person. What it refused, or what never arrived, told it nothing.
 */
const hasPerson = ({ state, deliveredAt }: EarlierReferral): boolean =>
  liveStates.includes(state) || state === 'duplicate' || deliveredAt !== null
