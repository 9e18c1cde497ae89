import type { DecidedPartner } from '../../../contract/decision.ts'
import type { Failure } from '../../../contract/eligibility.ts'
import { formatId } from '../../../contract/id.ts'
import { toIsoOrNull } from '../../../contract/time.ts'
import { priceOf } from '../../domain/billing/price.ts'
import { because, type Fate } from '../../domain/decision/because.ts'
import type { Considered } from '../routing/plan-route.ts'
import type { StepThen } from './judge-step.ts'

/** What a decision came to, beside its trace. */
export interface Came {
  /** Partners that got the lead by it. */
  referred: ReadonlySet<string>
  currency: string
}

/** A partner that the queue offered: what the trace kept of it. */
export function fromTrace(then: StepThen, line: Considered, { referred, currency }: Came): DecidedPartner {
  const { step, type } = then
  const { wanted, refusals } = step.trace!
  const known = then.judge(line.partner, line.versions)
  const refusal = refusals.find(({ partner }) => partner === line.partner)?.because ?? null
  const fate = fateOf(line, { referred, refusal, wanted })
  const name = known?.partner.name ?? line.partner
  const priority = known?.setup?.priority ?? null
  const waitedSince = waitedSinceOf(line, type.leadType.selection)
  return {
    partner: { id: line.partner, name },
    setup: line.setup,
    fate,
    because: because({
      name,
      fate,
      failures: line.failures,
      position: line.position,
      wanted,
      arm: line.arm,
      priority,
      waitedSince,
      refusal,
      override: null,
      currency,
    }),
    arm: line.arm,
    priority,
    waitedSince: toIsoOrNull(waitedSince ?? null),
    position: line.position,
    priceMinor: line.priceMinor,
    failures: [...line.failures],
    versions: line.versions,
  }
}

/** A partner that a person named. */
export function byHand(then: StepThen, { currency }: Came): DecidedPartner {
  const { partner, setup, priceMinor, overridden, reason } = then.step.byHand!
  const known = then.judge(partner)
  const name = known?.partner.name ?? partner
  const override = { codes: overridden.map(({ code }) => code), reason }
  return {
    ...unplaced,
    partner: { id: partner, name },
    setup,
    fate: 'referred',
    because: because({ ...unplaced, ...alone, name, fate: 'referred', failures: overridden, override, currency }),
    priceMinor,
    failures: [...overridden],
    versions: known === null ? null : { partner: known.partner.version, setup: known.setup?.version ?? null },
  }
}

/** A partner that was not looked at: what it was then, by time travel. null: it was not there. */
export function notConsidered(then: StepThen, partner: string, { currency }: Came): DecidedPartner | null {
  const known = then.judge(partner)
  if (known === null) return null
  const failures: readonly Failure[] = known.failures
  const fate: Fate = failures.length === 0 ? 'outranked' : 'failed'
  const { name } = known.partner
  return {
    ...unplaced,
    partner: { id: partner, name },
    setup: known.facts.setup === null ? null : formatId('setup', known.facts.setup.id),
    fate,
    because: because({ ...unplaced, ...alone, name, fate, failures, override: null, currency }),
    priority: known.setup?.priority ?? null,
    priceMinor: priceOf(known.facts),
    failures: [...failures],
    versions: { partner: known.partner.version, setup: known.setup?.version ?? null },
  }
}

const unplaced = { arm: null, priority: null, waitedSince: null, position: null }

const alone = { refusal: null, wanted: 1 }

function fateOf(
  { partner, position, failures }: Considered,
  { referred, refusal, wanted }: { referred: ReadonlySet<string>; refusal: string | null; wanted: number },
): Fate {
  if (referred.has(partner)) return 'referred'
  if (failures.length > 0) return 'failed'
  if (refusal !== null) return 'refused'
  return position !== null && position <= wanted ? 'turn-taken' : 'outranked'
}

/** Where turns are weighted, a rank is no time (rank.ts). A rank below the first second was never served (D2). */
const waitedSinceOf = ({ rank }: Considered, selection: string): number | null | undefined =>
  selection === 'weighted' ? undefined : rank < 1024 * 1000 ? null : Math.floor(rank / 1024)
