import type { Failure } from '../../../contract/eligibility.ts'
import { formatId } from '../../../contract/id.ts'
import type { ReportLine } from '../../../contract/report.ts'
import type { PairPosition } from '../../../db/store/report.ts'
import { priceOf } from '../../domain/billing/price.ts'
import { evaluate } from '../../domain/eligibility/evaluate.ts'
import type { Facts } from '../../domain/eligibility/facts.ts'
import type { PlaceCode } from '../../domain/places/place.ts'
import { placeName } from '../../domain/places/schemes.ts'

/** The facts of one partner and one lead type, with the names that a person reads. */
export interface Pair extends PairPosition {
  partnerName: string
  leadTypeName: string
  facts: Facts
  /** Which of the setup's places contain the lead. */
  covering: readonly PlaceCode[]
  /** What of this moment could not be reconstructed. */
  unsure: readonly string[]
}

/** A pair with routing's verdict on it (F43). */
export interface JudgedPair extends Pair {
  failures: readonly Failure[]
}

export const judge = (pair: Pair): JudgedPair => ({ ...pair, failures: evaluate(pair.facts) })

/** A line of the Partner Eligibility Report. */
export function reportLine({ facts, failures, covering, ...pair }: JudgedPair): ReportLine {
  const { setup, lead } = facts
  return {
    partner: { id: formatId('partner', pair.partnerId), name: pair.partnerName },
    leadType: { id: formatId('leadType', pair.leadTypeId), name: pair.leadTypeName },
    setup: setup === null ? null : formatId('setup', setup.id),
    eligible: failures.length === 0,
    priceMinor: priceOf(facts),
    location: {
      allAreas: setup?.allAreas ?? false,
      placeCount: setup === null || setup.allAreas ? 0 : setup.placeCount,
      outward: lead?.outward ?? null,
      coveredBy: covering.map(placeName),
    },
    failures: [...failures],
  }
}
