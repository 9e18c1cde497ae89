import { beforeEach, describe, expect, it } from 'vitest'
import type { Field } from '../../../contract/fields/field.ts'
import type { Clause } from '../../../contract/filter.ts'
import { client } from '../../support/client.ts'
import { testDb } from '../../support/ctx.ts'
import { seedAdminKey } from '../../support/seed-access.ts'
import { settledFetch } from '../../support/settled-fetch.ts'
import { buildWorld, usualFields, usualLead } from '../../support/world.ts'

const fields: Field[] = [
  ...usualFields,
  { name: 'loan', kind: 'money', label: 'Loan', required: false, currency: 'GBP' },
  { name: 'owner', kind: 'yesNo', label: 'Do you own it?', required: false },
]

const pounds = (amount: number) => ({ amount: amount * 100, currency: 'GBP' })

let admin: ReturnType<typeof client>

beforeEach(async () => {
  admin = client({ key: await seedAdminKey(), fetch: settledFetch() })
  await buildWorld(testDb(), {
    leadTypes: [{ id: 1, fields }],
    partners: [{ id: 1 }],
    setups: [{ id: 1, partnerId: 1, leadTypeId: 1 }],
  })
})

const want = (filters: Clause[]) => admin.patch('/v1/setups/set_1', { filters })

const submit = async (n: number, values: object) => {
  const { body } = await admin.post('/v1/leads', { leadTypeId: 'typ_1', fields: { ...usualLead(n), ...values } })
  return (await admin.get(`/v1/leads/${body.id}`)).body
}

describe('what a setup wants of a lead (D1.21)', () => {
  it('promises leads that say it, and the failing clause in words for those that do not', async () => {
    expect((await want([{ field: 'loan', op: 'atLeast', value: pounds(5000) }])).status).toBe(200)
    expect((await submit(1, { loan: pounds(5000) })).location).toBe('routed')
    const small = await submit(2, { loan: pounds(4999) })
    expect(small.location).toBe('held')
    expect(small.trace.considered[0].failures).toMatchObject([
      { code: 'FILTER', values: { field: 'loan', wanted: 'loan at least £5,000.00', actual: '£4,999.00' } },
    ])
    expect((await submit(3, {})).trace.considered[0].failures).toMatchObject([{ values: { actual: null } }])
  })

  it('promises that all clauses must hold', async () => {
    await want([
      { field: 'loan', op: 'present' },
      { field: 'owner', op: 'is', value: true },
    ])
    expect((await submit(1, { loan: pounds(1), owner: true })).location).toBe('routed')
    expect((await submit(2, { loan: pounds(1), owner: false })).location).toBe('held')
    expect((await submit(3, { owner: true })).location).toBe('held')
  })

  it('promises that the trace does not keep what a person wrote', async () => {
    await want([{ field: 'details', op: 'contains', value: 'roof' }])
    const { trace } = await submit(1, { details: 'Call my neighbour Robin instead.' })
    expect(trace.considered[0].failures).toMatchObject([{ values: { actual: '•••' } }])
    expect(JSON.stringify(trace)).not.toContain('Robin')
  })

  it('promises to refuse what can never be asked of the type, with a pointer each', async () => {
    const { status, body } = await want([
      { field: 'budget', op: 'present' },
      { field: 'owner', op: 'atLeast', value: 1 },
      { field: 'loan', op: 'between', value: { from: pounds(2), to: pounds(1) } },
    ])
    expect(status).toBe(422)
    expect(body.errors.map(({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`)).toEqual([
      '/filters/0/field UNKNOWN_FIELD',
      '/filters/1/op WRONG_OPERATOR',
      '/filters/2/value EMPTY_RANGE',
    ])
  })

  it('promises to refuse an operator that there is not', async () => {
    const { status, body } = await want([{ field: 'loan', op: 'matches', value: '.*' } as unknown as Clause])
    expect([status, body.errors[0].pointer]).toEqual([422, '/filters/0/op'])
  })
})
