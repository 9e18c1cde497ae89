import type { Field } from '../../contract/fields/field.ts'
import type { Clause } from '../../contract/filter.ts'
import { dayMs, hourMs } from '../../contract/time.ts'
import { facts, noon } from '../../test/support/facts.ts'
import { type Random, randomFrom } from '../../test/support/random.ts'
import type { Facts } from '../../worker/domain/eligibility/facts.ts'

/**
 * So many setups for one and the same lead; some three in ten fail, some of them several criteria. Only the twelve
 * criteria of bench/rivals/json-rules.ts ever fail, so that two engines can be compared on them.
 */
export function setupsToJudge(count: number): Facts[] {
  const random = randomFrom(5)
  return Array.from({ length: count }, (_, i) => someSetup(random, i + 1))
}

const someSetup = (random: Random, id: number): Facts =>
  facts({
    leadType: { requireFca: true },
    lead: { introducerId: 17, referredTo: [23, 42] },
    partner: {
      id,
      fcaNumber: random.chance(0.04) ? null : String(100_000 + id),
      status: random.chance(0.04) ? 'suspended' : 'active',
      online: !random.chance(0.04),
      ...(random.chance(0.5) ? { openFrom: noon - hourMs, openUntil: noon + 5 * hourMs } : {}),
      ...(random.chance(0.06) ? { openFrom: noon + hourMs, openUntil: noon + 5 * hourMs } : {}),
      dailyLimit: random.pick([0, 0, 10]),
      monthlyLimit: random.pick([0, 0, 100]),
      deliversByInternet: !random.chance(0.02),
    },
    setup: {
      id,
      active: !random.chance(0.02),
      priceMinor: random.pick([null, 900, 1100]),
      coversLead: !random.chance(0.06),
    },
    counts: { today: random.below(11), thisMonth: random.below(102), typeToday: 2, typeThisMonth: 20 },
    account: { availableMinor: random.chance(0.06) ? 500 : 10_000 },
  })

/**
 * The same setups, with something to look at for every other criterion too: the lead's answers for three in ten that
 * filter, its person for three in ten that want nobody twice, a consent, and lists that other people are on.
 */
export function askingForMore(all: readonly Facts[]): Facts[] {
  const random = randomFrom(6)
  const reached = new Map(Array.from({ length: 20 }, (_, i) => [i * 500 + 1, noon - 40 * dayMs]))
  const lead = { ...all[0]!.lead!, fields, values, reached, suppressed: new Set([999_999]) }
  const leadType = { ...all[0]!.leadType, requireConsent: true }
  return all.map((one) => ({
    ...one,
    leadType,
    lead,
    partner: { ...one.partner, repeatDays: random.chance(0.3) ? 30 : 0 },
    setup: { ...one.setup!, filters: random.chance(0.3) ? filters : [] },
  }))
}

const fields: Field[] = [
  { name: 'postcode', kind: 'postcode', label: 'Postcode', required: true },
  { name: 'rooms', kind: 'number', label: 'Rooms', required: true },
  { name: 'owner', kind: 'yesNo', label: 'Do you own the house?', required: true },
]
const values = { postcode: 'NW10 2AA', rooms: 5, owner: true }
const filters: Clause[] = [
  { field: 'rooms', op: 'atLeast', value: 3 },
  { field: 'owner', op: 'is', value: true },
]
