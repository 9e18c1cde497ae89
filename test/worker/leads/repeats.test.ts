import { describe, expect, it } from 'vitest'
import { captureLead } from '../../../worker/operations/leads/capture-lead.ts'
import { forgetLeadTypes } from '../../../worker/operations/leads/load-lead-type.ts'
import { routeLead } from '../../../worker/operations/leads/route-lead.ts'
import { testCtx, testDb } from '../../support/ctx.ts'
import { leadIdAt } from '../../support/random.ts'
import { buildWorld, usualFields, usualLead } from '../../support/world.ts'

const start = Date.UTC(2026, 5, 15, 12)
const id = leadIdAt(start, 1)

const submit = (now: number, fields = usualLead(1)) =>
  captureLead(testCtx({ now }), { id, leadTypeId: 1, introducerId: null, channel: 'json', pageUrl: null, fields })

const withFields = (fields: unknown) => `fields = '${JSON.stringify(fields)}'`
const howManyLeads = () => testDb().prepare('SELECT count(*) AS n FROM leads').first('n')

const changes = [
  [
    'has a new required field',
    withFields([...usualFields, { name: 'budget', kind: 'text', label: 'Budget', required: true }]),
  ],
  ['has its fields in another order', withFields(usualFields.toReversed())],
  ['was archived', 'archived_at = 1'],
] as const

describe('a submission that comes again', () => {
  it.each(changes)(
    'promises its first answer, and other content under its id none, though the type %s',
    async (_, set) => {
      await buildWorld(testDb(), { partners: [{ id: 1 }], setups: [{ id: 1, partnerId: 1, leadTypeId: 1 }] })
      const first = await submit(start)
      expect(first).toMatchObject({ id, location: 'routed', referrals: 1 })
      await testDb().prepare(`UPDATE lead_types SET ${set}, version = version + 1`).run()
      forgetLeadTypes()
      expect(await submit(start + 1000)).toEqual(first)
      await expect(submit(start + 1000, usualLead(2))).rejects.toMatchObject({ code: 'ID_TAKEN' })
      expect(await howManyLeads()).toBe(1)
    },
  )

  it.each([
    ['later', 60_000],
    ['at the same instant', 0],
  ])('promises the first answer of a lead that was held, though it was routed %s', async (_, after) => {
    await buildWorld(testDb(), {})
    const first = await submit(start)
    expect(first).toMatchObject({ location: 'held', referrals: 0 })
    await buildWorld(testDb(), {
      leadTypes: [],
      partners: [{ id: 1 }],
      setups: [{ id: 1, partnerId: 1, leadTypeId: 1 }],
    })
    expect(await routeLead(testCtx({ now: start + after }), { leadId: id })).toMatchObject({ location: 'routed' })
    expect(await submit(start + 120_000)).toEqual(first)
  })
})
