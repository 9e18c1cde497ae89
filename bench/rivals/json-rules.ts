import { Engine, type RuleProperties } from 'json-rules-engine'
import type { EligibilityCode } from '../../contract/eligibility.ts'
import { priceOf } from '../../worker/domain/billing/price.ts'
import type { Facts } from '../../worker/domain/eligibility/facts.ts'

/**
 * Twelve of our criteria as json-rules-engine writes them: the condition under which each one *fails*. Facts are flat
 * and sums are made beforehand, which is the fastest way to ask that engine.
 */
const failsWhen: Partial<Record<EligibilityCode, RuleProperties['conditions']>> = {
  NOT_ACTIVE: { all: [{ fact: 'status', operator: 'notEqual', value: 'active' }] },
  OWN_INTRODUCTION: { all: [{ fact: 'partnerId', operator: 'equal', value: { fact: 'introducerId' } }] },
  TYPE_NOT_SELECTED: { all: [{ fact: 'setupActive', operator: 'equal', value: false }] },
  LOCATION_NO_MATCH: { all: [{ fact: 'coversLead', operator: 'equal', value: false }] },
  FCA_REQUIRED: {
    all: [
      { fact: 'requireFca', operator: 'equal', value: true },
      { fact: 'fcaNumber', operator: 'equal', value: null },
    ],
  },
  OFFLINE: { all: [{ fact: 'online', operator: 'equal', value: false }] },
  OUTSIDE_SCHEDULE: {
    any: [
      { fact: 'openFrom', operator: 'greaterThan', value: { fact: 'now' } },
      { fact: 'openUntil', operator: 'lessThanInclusive', value: { fact: 'now' } },
    ],
  },
  DAILY_LIMIT: {
    all: [
      { fact: 'dailyLimit', operator: 'greaterThan', value: 0 },
      { fact: 'today', operator: 'greaterThanInclusive', value: { fact: 'dailyLimit' } },
    ],
  },
  MONTHLY_LIMIT: {
    all: [
      { fact: 'monthlyLimit', operator: 'greaterThan', value: 0 },
      { fact: 'thisMonth', operator: 'greaterThanInclusive', value: { fact: 'monthlyLimit' } },
    ],
  },
  NO_CREDIT: {
    all: [
      { fact: 'creditUnlimited', operator: 'equal', value: false },
      { fact: 'spendableMinor', operator: 'lessThan', value: { fact: 'priceMinor' } },
    ],
  },
  NO_DELIVERY: {
    all: [
      { fact: 'deliversByEmail', operator: 'equal', value: false },
      { fact: 'deliversByInternet', operator: 'equal', value: false },
    ],
  },
  ALREADY_REFERRED: { all: [{ fact: 'partnerId', operator: 'in', value: { fact: 'referredTo' } }] },
}

/** Says every criterion that fails, with the values compared in its results: what our evaluate gives. */
export const reasonsEngine = (): Engine =>
  new Engine(Object.entries(failsWhen).map(([type, conditions]) => ({ conditions, event: { type } })))

/** Says only whether all pass: one rule that fires when none of the conditions holds. */
export const verdictEngine = (): Engine =>
  new Engine([
    {
      conditions: { all: Object.values(failsWhen).map((conditions) => ({ not: conditions })) },
      event: { type: 'ELIGIBLE' },
    },
  ])

/** Our facts as that engine takes them. */
export const flatFacts = (facts: Facts): Record<string, unknown> => ({
  now: facts.now,
  partnerId: facts.partner.id,
  status: facts.partner.status,
  introducerId: facts.lead!.introducerId,
  referredTo: facts.lead!.referredTo,
  setupActive: facts.setup!.active,
  coversLead: facts.setup!.coversLead,
  requireFca: facts.leadType.requireFca,
  fcaNumber: facts.partner.fcaNumber,
  online: facts.partner.online,
  openFrom: facts.partner.openFrom,
  openUntil: facts.partner.openUntil,
  dailyLimit: facts.partner.dailyLimit,
  today: facts.counts.today,
  monthlyLimit: facts.partner.monthlyLimit,
  thisMonth: facts.counts.thisMonth,
  creditUnlimited: facts.partner.creditUnlimited,
  spendableMinor: facts.account.availableMinor + facts.partner.creditLimitMinor,
  priceMinor: priceOf(facts),
  deliversByEmail: facts.partner.deliversByEmail,
  deliversByInternet: facts.partner.deliversByInternet,
})
