import type { EligibilityCode, Failure } from '../../../contract/eligibility.ts'
import { formatId, parseId } from '../../../contract/id.ts'
import type { HistoryRow } from '../../../db/commit.ts'
import { criteria } from '../../domain/eligibility/criteria.ts'
import type { Considered } from './plan-route.ts'
import type { Trace } from './trace.ts'

/**
 * A decision as history keeps it: for good, beside every lead, so that its trace is written as lists of numbers (a fifth
 * of the size). Nobody but this file reads them.
 */
export function decisionRow<Data extends { trace?: Trace }>(row: HistoryRow & { data: Data }): HistoryRow {
  const { trace } = row.data
  return trace === undefined ? row : { ...row, keep: { ...row.data, trace: packTrace(trace) } }
}

/** The trace in the data of a row of history; null where nobody was looked for. */
export const traceIn = (data: Record<string, unknown> | null): Trace | null =>
  data?.trace === undefined ? null : unpackTrace(data.trace as KeptTrace)

/** Arms are named once; failures are there only where something failed. */
interface KeptTrace {
  scope: number
  wanted: number
  more: number
  arms: string[]
  /** arm, band, ready */
  ready: [number, number, number][]
  /** lead type, group, preferences */
  versions: [number, number, number]
  refusals: [number, string][]
  considered: KeptLine[]
}

type KeptLine = [
  partner: number,
  setup: number,
  partnerVersion: number,
  setupVersion: number,
  arm: number,
  band: number,
  rank: number,
  priceMinor: number,
  position: number | null,
  failures?: [EligibilityCode, Failure['values']][],
]

function packTrace({ scope, wanted, more, ready, versions, refusals, considered }: Trace): KeptTrace {
  const arms = [...new Set([...ready, ...considered].map(({ arm }) => arm))]
  return {
    scope,
    wanted,
    more,
    arms,
    ready: ready.map((each) => [arms.indexOf(each.arm), each.band, each.ready]),
    versions: [versions.leadType, versions.group, versions.preferences],
    refusals: refusals.map(({ partner, because }) => [parseId('partner', partner)!, because]),
    considered: considered.map((line) => packLine(line, arms)),
  }
}

function packLine(line: Considered, arms: readonly string[]): KeptLine {
  const { partner, setup, versions, arm, band, rank, priceMinor, position, failures } = line
  const numbers = [parseId('partner', partner)!, parseId('setup', setup)!, versions.partner, versions.setup] as const
  const where = [arms.indexOf(arm), band, rank, priceMinor, position] as const
  if (failures.length === 0) return [...numbers, ...where]
  return [...numbers, ...where, failures.map(({ code, values }) => [code, values])]
}

function unpackTrace({ scope, wanted, more, arms, ready, versions, refusals, considered }: KeptTrace): Trace {
  const [leadType, group, preferences] = versions
  return {
    scope,
    wanted,
    more,
    ready: ready.map(([arm, band, count]) => ({ arm: arms[arm]!, band, ready: count })),
    versions: { leadType, group, preferences },
    refusals: refusals.map(([partner, because]) => ({ partner: formatId('partner', partner), because })),
    considered: considered.map((line) => unpackLine(line, arms)),
  }
}

function unpackLine(line: KeptLine, arms: readonly string[]): Considered {
  const [partner, setup, partnerVersion, setupVersion, arm, band, rank, priceMinor, position, failures = []] = line
  return {
    partner: formatId('partner', partner),
    setup: formatId('setup', setup),
    versions: { partner: partnerVersion, setup: setupVersion },
    arm: arms[arm]!,
    band,
    rank,
    priceMinor,
    position,
    failures: failures.map(([code, values]) => ({ code, title: titles.get(code) ?? code, values })),
  }
}

/** A criterion's words may change; what it found does not. */
const titles = new Map(criteria.map(({ code, title }) => [code, title]))
