import type { Failure } from '../../../contract/eligibility.ts'
import { criteria } from './criteria.ts'
import { untilChange } from './criterion.ts'
import type { Facts } from './facts.ts'

/**
 * Why this partner cannot take this lead now: every criterion that it fails, with the values compared, in the order of
 * D1 (F43, C1). Empty when it can. Without a lead, the criteria that need one are left out. Routing, the eligibility
 * report, the dry run and the trace all read this one function.
 */
export function evaluate(facts: Facts): Failure[] {
  let failures = none
  for (const criterion of criteria) {
    if (criterion.needsLead && facts.lead === null) continue
    const values = criterion.check(facts)
    if (values === null) continue
    if (failures === none) failures = []
    failures.push({ code: criterion.code, title: criterion.title, values })
  }
  return failures
}

/**
 * When to look at this partner again, in epoch milliseconds; `untilChange` when only a change can help, null when none
 * of the failures is the partner's own and its turn stays ready. The latest of the causes counts: until the last one
 * has ended nothing can be referred, and a change that ends one of them earlier wakes the turn whatever its time.
 */
export function parkUntil(facts: Facts, failures: readonly Failure[]): number | null {
  let until: number | null = null
  for (const { code } of failures) {
    const parks = byCode.get(code)?.parks
    if (parks === undefined || parks === 'never') continue
    const ends = parks === 'until-change' ? untilChange : parks(facts)
    if (until === null || ends > until) until = ends
  }
  return until
}

/**
 * When all that keeps this lead from this partner may have ended by itself, in epoch milliseconds: when a lead that waits
 * is worth another look (D21). `untilChange` when a cause does not end with time.
 */
export function endOfCauses(facts: Facts, failures: readonly Failure[]): number {
  const ends = failures.map(({ code }) => {
    const { parks, passes } = byCode.get(code)!
    return typeof parks === 'function' ? parks(facts) : (passes?.(facts) ?? untilChange)
  })
  return Math.max(0, ...ends)
}

/** Shared by all that pass, so that passing allocates nothing; frozen, so that nobody can add to it. */
const none: Failure[] = []
Object.freeze(none)

const byCode = new Map(criteria.map((criterion) => [criterion.code, criterion]))
