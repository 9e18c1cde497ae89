import type { DedupeSettings } from '../../../contract/dedupe.ts'
import { mustBeNewToPartners, mustBeNoNewer } from '../../../db/store/people.ts'
import type { Ctx } from '../../context.ts'
import { type CopyToOriginal, copyToOriginal } from '../people/copy-to-original.ts'
import type { PersonFacts } from '../people/person-facts.ts'
import type { PersonKey } from '../people/person-keys.ts'
import type { RoutePlan } from '../routing/plan-route.ts'
import type { ReadSubmission } from './read-submission.ts'

/** Whether a lead is accepted as it comes in, and whom it repeats. */
export interface CaptureVerdict {
  /** Why it is kept as a closed lead that goes to nobody; null when it is accepted. */
  closedBecause: 'DUPLICATE' | 'SUPPRESSED' | 'TEST' | null
  /** The first lead of the same person (D11). */
  duplicateOf: string | null
}

/** A person who asked nobody to contact them is passed on to nobody (D1.22); duplicates as the broker says (F54). */
export function verdictOn({ request, route }: ReadSubmission, { suppressed, duplicate }: PersonFacts): CaptureVerdict {
  const { action } = route.leadType.preferences.settings.dedupe
  const duplicateOf = duplicate?.original ?? null
  if (request.isTest === true) return { closedBecause: 'TEST', duplicateOf }
  if (suppressed.has(0)) return { closedBecause: 'SUPPRESSED', duplicateOf }
  return { closedBecause: duplicate !== null && action === 'reject' ? 'DUPLICATE' : null, duplicateOf }
}

/**
 * What joins the commit because of the person: races are ruled out, and the first lead gets the newest contact data. Of
 * a lead that is a duplicate already, another one that comes in at the same time changes nothing but who may have it.
 */
export async function personWrites(
  ctx: Ctx,
  { route, values }: ReadSubmission,
  { person, verdict, plan }: { person: PersonFacts; verdict: CaptureVerdict; plan: RoutePlan | null },
): Promise<CopyToOriginal> {
  const { leadId, fields, leadType } = route
  const { mode, action, clusterOnce } = leadType.preferences.settings.dedupe
  const keys = tellingKeys(route.keys, leadType.preferences.settings.dedupe)
  const about = { leadId, keys, known: person.earlier.map((earlier) => earlier.leadId), now: ctx.now }
  const partnerIds = plan === null ? [] : plan.claimants.map(({ partnerId }) => partnerId)
  const copies = verdict.closedBecause === null && action === 'link-and-copy' && verdict.duplicateOf !== null
  const copied = copies ? await copyToOriginal(ctx, { leadId, original: verdict.duplicateOf!, fields, values }) : null
  return {
    history: copied?.history ?? [],
    write: [
      ...(mode !== 'off' && person.duplicate === null && keys.length > 0 ? [mustBeNoNewer(ctx.db, about)] : []),
      ...(partnerIds.length > 0 && keys.length > 0
        ? [mustBeNewToPartners(ctx.db, { ...about, partnerIds, once: mode !== 'off' && clusterOnce })]
        : []),
      ...(copied?.write ?? []),
    ],
  }
}

/**
 * The keys without one of which no other lead is of this person: of a kind that counts, and where all of them must be the
 * same, of one kind. Leads that share anything else (a firm) come in side by side without a race.
 */
function tellingKeys(keys: readonly PersonKey[], { match, combine }: DedupeSettings): string[] {
  const kinds = combine === 'all' ? match.slice(0, 1) : match
  return keys.filter(({ kind }) => kinds.includes(kind)).map(({ key }) => key)
}
