import { beforeEach, describe, expect, it } from 'vitest'
import { client } from '../../../support/client.ts'
import { testDb } from '../../../support/ctx.ts'
import { seedKey } from '../../../support/seed-access.ts'
import { settledFetch } from '../../../support/settled-fetch.ts'
import { buildWorld, usualLead } from '../../../support/world.ts'

let api: ReturnType<typeof client>

beforeEach(async () => {
  // Room for a second partner, so that only a closed lead has none.
  await buildWorld(testDb(), {
    leadTypes: [{ id: 1, scope: 2 }],
    partners: [{ id: 1 }, { id: 2 }],
    setups: [{ id: 1, partnerId: 1, leadTypeId: 1 }],
  })
  api = client({ key: (await seedKey({ kind: 'admin' })).key, fetch: settledFetch() })
})

const capture = async (n: number): Promise<string> =>
  (await api.post('/v1/leads', { leadTypeId: 'typ_1', fields: usualLead(n) })).body.id

const listed = async (query: string): Promise<string[]> =>
  (await api.get(`/v1/leads${query}`)).body.items.map(({ id }: { id: string }) => id)

describe('a lead on its way through the API', () => {
  it("promises the broker's own stages, from new to won, closed and put away", async () => {
    const { body: surveyed } = await api.post('/v1/stages', { label: 'Surveyed', kind: 'qualified' })
    const leadId = await capture(1)
    expect((await api.get(`/v1/leads/${leadId}`)).body.stage).toEqual({
      id: 'stg_1',
      label: 'New',
      kind: 'new',
      point: null,
    })

    const moved = await api.post(`/v1/leads/${leadId}/stage`, { stage: surveyed.id, reason: 'The surveyor was there.' })
    expect([moved.status, moved.body.stage.label]).toEqual([200, 'Surveyed'])
    expect((await api.post(`/v1/leads/${leadId}/stage`, { stage: 'won' })).body.location).toBe('closed')

    expect((await api.post(`/v1/leads/${leadId}/refer`, { partnerId: 'ptn_2' })).body.code).toBe('LEAD_CLOSED')
    expect((await api.post(`/v1/leads/${leadId}/route`)).body.code).toBe('LEAD_CLOSED')
    expect((await api.post(`/v1/leads/${leadId}/stage`, { stage: 'lost' })).body).toMatchObject({
      status: 409,
      code: 'STAGE_NOT_REACHABLE',
    })

    expect((await api.post(`/v1/leads/${leadId}/archive`)).body.archivedAt).not.toBeNull()
    expect((await api.post(`/v1/leads/${leadId}/unarchive`)).body.archivedAt).toBeNull()
  })

  it('promises lists by the kind of the stage, without what was put away', async () => {
    const [first, second, third] = [await capture(1), await capture(2), await capture(3)]
    for (const id of [first, second]) await api.post(`/v1/leads/${id}/stage`, { stage: 'qualified' })
    await api.post(`/v1/leads/${first}/archive`)
    expect(await listed('?stage=qualified')).toEqual([second])
    expect(await listed('?stage=qualified&archived=true')).toEqual([first])
    expect(await listed('?stage=new')).toEqual([third])
    expect(await listed('')).toEqual([third, second])
  })

  it.each([
    [{ stage: 'converted' }, '/stage INVALID'],
    [{ stage: 'stg_0' }, '/stage INVALID'],
    [{ stage: 4 }, '/stage WRONG_TYPE'],
    [{ stage: 'stg_99' }, '/stage NOT_FOUND'],
    [{}, '/stage REQUIRED'],
    [{ stage: 'new', reason: 'a'.repeat(501) }, '/reason TOO_LONG'],
  ])('promises to refuse %j', async (body, problem) => {
    const { status, body: refused } = await api.post(`/v1/leads/${await capture(1)}/stage`, body)
    const errors = refused.errors.map(({ pointer, code }: Record<string, string>) => `${pointer} ${code}`)
    expect([status, errors]).toEqual([422, [problem]])
  })

  it('promises the same answer to the same request, and one step', async () => {
    const leadId = await capture(1)
    const headers = { 'Idempotency-Key': 'move-once' }
    const first = await api.post(`/v1/leads/${leadId}/stage`, { stage: 'qualified' }, { headers })
    expect((await api.post(`/v1/leads/${leadId}/stage`, { stage: 'qualified' }, { headers })).body).toEqual(first.body)
  })
})

describe('the stages of a broker through the API', () => {
  it('promises to list, make, rename and archive them', async () => {
    const { body: made } = await api.post('/v1/stages', { label: 'No answer', kind: 'new', point: 'validated' })
    expect(made).toMatchObject({ id: 'stg_8', kind: 'new', point: 'validated' })
    expect((await api.patch('/v1/stages/stg_8', { version: 1, label: 'Nobody in' })).body.label).toBe('Nobody in')
    expect((await api.post('/v1/stages/stg_8/archive')).body.archivedAt).not.toBeNull()
    expect((await api.get('/v1/stages?archived=false')).body.items).toHaveLength(7)
    expect((await api.get('/v1/stages')).body.items).toHaveLength(8)
  })

  it('promises to take the version 0 of a stage as it was shipped', async () => {
    expect((await api.patch('/v1/stages/stg_6', { version: 0, label: 'Customer' })).body).toMatchObject({ version: 1 })
    expect((await api.patch('/v1/stages/stg_6', { version: 0, label: 'Client' })).body.code).toBe('VERSION_CONFLICT')
  })
})
