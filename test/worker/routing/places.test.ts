import { describe, expect, it } from 'vitest'
import type { Field } from '../../../contract/fields/field.ts'
import { captureLead } from '../../../worker/operations/leads/capture-lead.ts'
import { readLead } from '../../../worker/operations/leads/read-lead.ts'
import { testCtx, testDb } from '../../support/ctx.ts'
import { buildWorld } from '../../support/world.ts'

const fieldsOf = (country?: string): Field[] => [
  { name: 'email', kind: 'email', label: 'E-mail', required: true },
  { name: 'postcode', kind: 'postcode', label: 'Postcode', required: false, ...(country && { country }) } as Field,
]

/** Partner 1 takes Carlisle and NW1, partner 2 California and New York, partner 3 everything that nobody else takes. */
const build = () =>
  buildWorld(testDb(), {
    leadTypes: [
      { id: 1, fields: fieldsOf() },
      { id: 2, fields: fieldsOf('US') },
      { id: 3, fields: fieldsOf('DE') },
    ],
    partners: [{ id: 1 }, { id: 2 }, { id: 3 }],
    setups: [1, 2, 3].flatMap((leadTypeId) => [
      { id: leadTypeId * 10 + 1, partnerId: 1, leadTypeId, priority: 1, places: ['CA', 'NW1'] },
      { id: leadTypeId * 10 + 2, partnerId: 2, leadTypeId, priority: 1, places: ['US-CA', 'US-NY'] },
      { id: leadTypeId * 10 + 3, partnerId: 3, leadTypeId },
    ]),
  })

async function whoGets(leadTypeId: number, postcode: string | undefined) {
  const fields = { email: 'somebody@example.com', ...(postcode && { postcode }) }
  const lead = { leadTypeId, introducerId: null, channel: 'json', pageUrl: null, fields } as const
  const { id } = await captureLead(testCtx(), lead)
  const { referrals, postcodeQuality } = await readLead(testCtx(), id)
  return [referrals[0]?.partner.id, postcodeQuality]
}

describe('where a lead goes (F38, D7)', () => {
  it.each<[country: string, leadTypeId: number, postcode: string | undefined, partner: string, quality: string | null]>(
    [
      ['Britain', 1, 'CA1 1AA', 'ptn_1', 'strict'],
      ['Britain', 1, 'ca11ci', 'ptn_1', 'loose'],
      ['Britain', 1, 'CA1', 'ptn_1', 'outward_only'],
      ['Britain', 1, 'NW1 6XE', 'ptn_1', 'strict'],
      ['Britain', 1, 'NW10 2PB', 'ptn_3', 'strict'],
      ['Britain', 1, undefined, 'ptn_3', null],
      ['the United States', 2, '90210', 'ptn_2', 'strict'],
      ['the United States', 2, '90210-1234', 'ptn_2', 'strict'],
      ['the United States', 2, '10115', 'ptn_2', 'strict'],
      ['the United States', 2, '60601', 'ptn_3', 'strict'],
      ['the United States', 2, 'NW1 6XE', 'ptn_3', 'invalid'],
      ['Germany', 3, '10115', 'ptn_3', 'invalid'],
      ['Germany', 3, '90210', 'ptn_3', 'invalid'],
    ],
  )(
    'promises a lead from %s (type %i) in %s to %s: its postcode is %s',
    async (_, leadTypeId, postcode, ...expected) => {
      await build()
      expect(await whoGets(leadTypeId, postcode)).toEqual(expected)
    },
  )

  it('promises to name the state in the trace', async () => {
    await build()
    const fields = { email: 'somebody@example.com', postcode: '90210' }
    const lead = { leadTypeId: 2, introducerId: null, channel: 'json', pageUrl: null, fields } as const
    const { id } = await captureLead(testCtx(), lead)
    const { trace } = await readLead(testCtx(), id)
    expect(trace?.considered.find(({ partner }) => partner === 'ptn_2')?.arm).toBe('US-CA')
  })
})
