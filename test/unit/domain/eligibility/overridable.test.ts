import { describe, expect, it } from 'vitest'
import { eligibilityCodes } from '../../../../contract/eligibility.ts'
import { advice } from '../../../../worker/domain/eligibility/advice.ts'
import { allOverridable, isOverridable } from '../../../../worker/domain/eligibility/overridable.ts'

/** D1: 4, 5, 6 to 8, 11, 20 and 21 (24 comes with the networks). */
const may = [
  'OWN_INTRODUCTION',
  'TYPE_NOT_SELECTED',
  'NO_LOCATIONS_SET',
  'LOCATION_UNKNOWN',
  'LOCATION_NO_MATCH',
  'OUTSIDE_SCHEDULE',
  'DUPLICATE_FOR_PARTNER',
  'FILTER',
]

const failure = (code: (typeof eligibilityCodes)[number]) => ({ code, title: '', values: {} })

describe('overriding promises that', () => {
  it.each(eligibilityCodes)('%s can be overridden exactly where D1 says so', (code) => {
    expect(isOverridable(code)).toBe(may.includes(code))
  })

  it('one that cannot be overridden keeps the others from mattering', () => {
    expect(allOverridable([failure('FILTER'), failure('OUTSIDE_SCHEDULE')])).toBe(true)
    expect(allOverridable([failure('FILTER'), failure('NO_CREDIT')])).toBe(false)
  })

  it.each(eligibilityCodes)('the advice about %s speaks of overriding only where that is possible', (code) => {
    expect(advice[code]).toMatch(/^[A-Z].*\.$/)
    expect(/\boverride it\b/.test(advice[code])).toBe(isOverridable(code))
  })
})
