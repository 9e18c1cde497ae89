import { describe, expect, it } from 'vitest'
import type { Condition } from '../../../../contract/automation.ts'
import type { Field } from '../../../../contract/fields/field.ts'
import { conditionHolds } from '../../../../worker/domain/automation/condition-holds.ts'

const fields: Field[] = [{ name: 'town', kind: 'text', label: 'Town', required: false }]

const anything: Condition = { filters: [], stages: [], introducers: [], channels: [] }

const lead = {
  fields,
  values: { town: 'Leeds' },
  stages: ['won', 'stg_6'],
  introducer: 'ptn_4' as string | null,
  channel: 'widget',
}

const conditions: [title: string, condition: Partial<Condition>, holds: boolean][] = [
  ['nothing asked always holds', {}, true],
  ['a clause that holds', { filters: [{ field: 'town', op: 'equals', value: 'Leeds' }] }, true],
  ['a clause that does not', { filters: [{ field: 'town', op: 'equals', value: 'York' }] }, false],
  ['a clause on a field that is gone', { filters: [{ field: 'gone', op: 'present' }] }, false],
  ['the kind of the stage', { stages: ['lost', 'won'] }, true],
  ["the broker's own stage", { stages: ['stg_6'] }, true],
  ['another stage', { stages: ['new', 'stg_7'] }, false],
  ['its introducer', { introducers: ['ptn_4'] }, true],
  ['another introducer', { introducers: ['ptn_5'] }, false],
  ['its channel', { channels: ['json', 'widget'] }, true],
  ['another channel', { channels: ['json'] }, false],
  ['one part of several that does not hold', { stages: ['won'], channels: ['json'] }, false],
]

describe('a condition promises to look at', () => {
  it.each(conditions)('%s', (_, condition, holds) => {
    expect(conditionHolds({ ...anything, ...condition }, lead)).toBe(holds)
  })

  it('a lead that nobody introduced: it has none of the introducers', () => {
    expect(conditionHolds({ ...anything, introducers: ['ptn_4'] }, { ...lead, introducer: null })).toBe(false)
  })
})
