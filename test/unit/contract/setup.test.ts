import { describe, expect, it } from 'vitest'
import { newLeadTypeSchema } from '../../../contract/lead-type.ts'
import { parseAll } from '../../../contract/parse.ts'
import { newSetupSchema } from '../../../contract/setup.ts'

const errorsOf = (schema: typeof newSetupSchema | typeof newLeadTypeSchema, body: object): string[] => {
  const parsed = parseAll(schema, body)
  return parsed.ok ? [] : parsed.errors.map(({ pointer, code }) => `${pointer} ${code}`)
}

describe('the numbers of a setup', () => {
  it.each([
    ['a weight of zero', { weight: 0 }, ['/weight TOO_SMALL']],
    ['a weight above 100', { weight: 101 }, ['/weight TOO_LARGE']],
    ['half a weight', { weight: 1.5 }, ['/weight INVALID']],
    ['a cap below zero', { dailyLimit: -1, monthlyLimit: -1 }, ['/dailyLimit TOO_SMALL', '/monthlyLimit TOO_SMALL']],
    ['a priority out of its range', { priority: 101 }, ['/priority TOO_LARGE']],
    ['a price below zero', { price: { amount: -1, currency: 'GBP' } }, ['/price/amount TOO_SMALL']],
    ['the least weight', { weight: 1 }, []],
    ['the greatest weight', { weight: 100 }, []],
    ['no caps', { dailyLimit: 0, monthlyLimit: 0 }, []],
  ])('promise a pointer where it is due: %s', (_, body, errors) => {
    expect(errorsOf(newSetupSchema, { partnerId: 'ptn_1', leadTypeId: 'typ_1', ...body })).toEqual(errors)
  })
})

describe('the settings of a lead type', () => {
  it.each([
    ['a selection that there is not', { selection: 'random' }, ['/selection NOT_AN_OPTION']],
    ['a scope of zero', { scope: 0 }, ['/scope TOO_SMALL']],
    ['a wait below zero', { holdHours: -1 }, ['/holdHours TOO_SMALL']],
    ['a wait of more than 90 days', { holdHours: 2161 }, ['/holdHours TOO_LARGE']],
    ['a weighted type', { selection: 'weighted' }, []],
  ])('promise a pointer where it is due: %s', (_, body, errors) => {
    expect(errorsOf(newLeadTypeSchema, { leadGroupId: 'grp_1', name: 'Loans', ...body })).toEqual(errors)
  })
})
