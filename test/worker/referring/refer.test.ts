import { beforeEach, describe, expect, it } from 'vitest'
import { hourMs, toIso } from '../../../contract/time.ts'
import { client } from '../../support/client.ts'
import { historyOf, rows } from '../../support/config.ts'
import { testDb } from '../../support/ctx.ts'
import { seedAdminKey } from '../../support/seed-access.ts'
import { settledFetch } from '../../support/settled-fetch.ts'
import { buildWorld, usualLead } from '../../support/world.ts'

let admin: ReturnType<typeof client>

const types = { immediate: 'typ_1', manual: 'typ_2', appointment: 'typ_3', transfer: 'typ_4', none: 'typ_5' }

beforeEach(async () => {
  admin = client({ key: await seedAdminKey(), fetch: settledFetch() })
  await buildWorld(testDb(), {
    leadTypes: [
      { id: 1, name: 'At once', scope: 2 },
      { id: 2, name: 'By hand', referralMethod: 'manual', scope: 2 },
      { id: 3, name: 'Visits', referralMethod: 'appointment', scope: 3 },
      { id: 4, name: 'Calls', referralMethod: 'transfer', scope: 2 },
      { id: 5, name: 'Nowhere', referralMethod: null },
    ],
    partners: [
      { id: 1, name: 'First', transferNumber: '+442079460001' },
      { id: 2, name: 'Second' },
      { id: 3, name: 'Paused', online: false, dailyLimit: 1 },
    ],
    setups: [1, 2, 3].flatMap((id) =>
      [1, 2, 3, 4, 5].map((type) => ({ id: type * 10 + id, partnerId: id, leadTypeId: type })),
    ),
  })
})

const capture = async (leadTypeId: string, more: Record<string, unknown> = {}): Promise<string> =>
  (await admin.post('/v1/leads', { leadTypeId, fields: usualLead(1), ...more })).body.id

const refer = (leadId: string, body: Record<string, unknown>, query = '') =>
  admin.post(`/v1/leads/${leadId}/refer${query}`, body)

const tomorrow = () => toIso(Date.now() + 24 * hourMs)
const codesOf = (problem: { errors: { code: string }[] }) => problem.errors.map(({ code }) => code)

describe('referring to whoever is next', () => {
  it('promises the very partner whose turn it is, and moves its turn', async () => {
    const leadId = await capture(types.manual)
    const [next] = await rows<{ setup_id: number }>('SELECT setup_id FROM turns WHERE cell >> 24 = 2 ORDER BY rank')
    const { status, body } = await refer(leadId, {})
    expect([status, body.partner.id, body.method]).toEqual([201, `ptn_${next!.setup_id - 20}`, 'manual'])
    const { body: second } = await refer(leadId, {})
    expect(new Set([body.partner.id, second.partner.id])).toEqual(new Set(['ptn_1', 'ptn_2']))
  })

  it('promises a trace of everybody who was looked at', async () => {
    const leadId = await capture(types.manual)
    await refer(leadId, {})
    const { body: lead } = await admin.get(`/v1/leads/${leadId}`)
    expect(lead.trace).toMatchObject({ wanted: 1, scope: 2 })
    expect(lead.trace.considered.map((line: { partner: string }) => line.partner)).toContain('ptn_1')
  })

  it('promises to say so when nobody can take it, and to leave the lead where it was', async () => {
    await testDb().prepare('UPDATE partners SET online = 0, version = version + 1').run()
    const leadId = await capture(types.manual)
    const { status, body } = await refer(leadId, {})
    expect([status, body.code, body.detail]).toEqual([409, 'NOT_ELIGIBLE', expect.stringContaining('candidates')])
    expect((await admin.get(`/v1/leads/${leadId}`)).body).toMatchObject({ location: 'pending', referrals: [] })
  })

  it('promises that many at once share the turns', async () => {
    const leads = await Promise.all(
      Array.from({ length: 8 }, (_, n) => capture(types.manual, { fields: usualLead(n) })),
    )
    const answers = await Promise.all(leads.map((leadId) => refer(leadId, {})))
    expect(answers.map(({ status }) => status)).toEqual(leads.map(() => 201))
    const won = await rows<{ n: number }>('SELECT count(*) AS n FROM referrals GROUP BY partner_id')
    expect(won.map(({ n }) => n).sort()).toSatisfy(([few, many]: number[]) => few! >= 3 && few! + many! === 8)
  })
})

describe('the method of a referral by hand', () => {
  it.each([
    ['immediate', undefined, 'manual'],
    ['manual', undefined, 'manual'],
    ['immediate', 'transfer', 'transfer'],
    ['transfer', undefined, 'transfer'],
  ] as const)('promises of a lead of an %s type, asked for as %s, that it is %s', async (type, method, is) => {
    await testDb().prepare('UPDATE partners SET online = 0, version = version + 1 WHERE id <> 3').run()
    const leadId = await capture(types[type])
    await testDb().prepare('UPDATE partners SET online = 1, version = version + 1 WHERE id = 1').run()
    const { body } = await refer(leadId, { partnerId: 'ptn_1', ...(method && { method }) })
    expect(body.method).toBe(is)
    expect(await rows('SELECT method FROM referrals')).toEqual([{ method: is }])
  })

  it.each([
    ['an appointment type', 'appointment', { method: 'manual' }, '/method METHOD_NOT_POSSIBLE'],
    ['a transfer type', 'transfer', { method: 'appointment' }, '/method METHOD_NOT_POSSIBLE'],
    [
      'an appointment without its method',
      'manual',
      { appointment: { startsAt: '2099-01-01T10:00:00Z' } },
      '/appointment METHOD_NOT_POSSIBLE',
    ],
    ['a method that goes by itself', 'manual', { method: 'immediate' }, '/method'],
    ['an unknown method', 'manual', { method: 'pigeon' }, '/method'],
  ] as const)('promises that %s asks for no less than it is', async (_what, type, more, error) => {
    const { status, body } = await refer(await capture(types[type]), { partnerId: 'ptn_1', ...more })
    expect([status, body.code]).toEqual([422, 'INVALID_BODY'])
    expect(body.errors.map((each: { pointer: string; code: string }) => `${each.pointer} ${each.code}`)[0]).toContain(
      error,
    )
  })

  it('promises that a lead whose type is not referable goes to nobody, by any method', async () => {
    const leadId = await capture(types.none)
    for (const body of [{ partnerId: 'ptn_1' }, { partnerId: 'ptn_1', method: 'manual' }]) {
      const { body: problem } = await refer(leadId, body)
      expect([problem.code, codesOf(problem)]).toEqual(['NOT_ELIGIBLE', ['TYPE_NOT_REFERABLE']])
    }
    expect((await refer(leadId, {})).body.code).toBe('NOT_ELIGIBLE')
  })

  it.each(['appointment', 'transfer'] as const)('promises that a lead of an %s type is never routed', async (type) => {
    const leadId = await capture(types[type])
    expect((await admin.get(`/v1/leads/${leadId}`)).body.location).toBe('pending')
    const { body } = await admin.post(`/v1/leads/${leadId}/route`)
    expect(body.code).toBe(type === 'appointment' ? 'APPOINTMENT_REQUIRED' : 'NOT_ROUTABLE')
  })
})

describe('an appointment for a lead that needs none', () => {
  it.each(['immediate', 'manual'] as const)('promises that a person may make one for an %s type', async (type) => {
    await testDb().prepare('UPDATE partners SET online = 0, version = version + 1 WHERE id <> 3').run()
    const leadId = await capture(types[type])
    await testDb().prepare('UPDATE partners SET online = 1, version = version + 1 WHERE id = 1').run()
    const sent = { partnerId: 'ptn_1', method: 'appointment', appointment: { startsAt: tomorrow(), minutes: 30 } }
    const { status, body } = await refer(leadId, sent)
    expect([status, body.method, body.appointment.minutes]).toEqual([201, 'appointment', 30])
    expect((await refer(leadId, { method: 'appointment' })).body.code).toBe('APPOINTMENT_REQUIRED')
  })
})

describe('what keeps a lead from everybody', () => {
  it('promises APPOINTMENT_REQUIRED for one without, whoever the partner is', async () => {
    const leadId = await capture(types.appointment)
    for (const body of [{}, { partnerId: 'ptn_1' }, { partnerId: 'ptn_3' }]) {
      const { status, body: problem } = await refer(leadId, body)
      expect([status, problem.code, problem.errors[0].pointer]).toEqual([422, 'APPOINTMENT_REQUIRED', '/appointment'])
    }
  })

  it('promises APPOINTMENT_IN_PAST for one that does not lie ahead', async () => {
    const appointment = { startsAt: toIso(Date.now() - 1) }
    const { status, body } = await refer(await capture(types.appointment), { partnerId: 'ptn_1', appointment })
    expect([status, body.code]).toEqual([422, 'APPOINTMENT_IN_PAST'])
    expect(body.errors[0].message).toContain('Appointment lies ahead')
  })

  it('promises LEAD_TEST for a test lead', async () => {
    const leadId = await capture(types.manual, { test: true })
    expect(codesOf((await refer(leadId, { partnerId: 'ptn_1' })).body)).toContain('LEAD_TEST')
  })

  it('promises LEAD_CLOSED for a closed lead', async () => {
    const leadId = await capture(types.manual)
    await testDb().prepare("UPDATE leads SET location = 'closed' WHERE id = ?").bind(leadId).run()
    expect((await refer(leadId, { partnerId: 'ptn_1' })).body.code).toBe('LEAD_CLOSED')
  })

  it('promises 404 for a lead that is not there', async () => {
    expect((await refer('lead_0195e2f4-6a3c-7b21-8d4e-5f7000000000', {})).status).toBe(404)
  })
})

describe('a refusal', () => {
  it('promises every criterion that fails, with its values and what to mend', async () => {
    await testDb()
      .prepare('UPDATE partners SET delivery = \'{"email":null,"internet":null}\', version = version + 1 WHERE id = 3')
      .run()
    const { body } = await refer(await capture(types.manual), { partnerId: 'ptn_3' })
    expect(codesOf(body)).toEqual(['OFFLINE', 'NO_DELIVERY'])
    expect(body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['/partnerId', '/partnerId'])
    expect(body.errors[0].message).toBe(
      'Not met: Partner is online (online false). The partner has paused its leads. It must be resumed first.',
    )
  })

  it('promises that nothing was written', async () => {
    const leadId = await capture(types.manual)
    await refer(leadId, { partnerId: 'ptn_3' })
    expect((await historyOf(leadId)).map(({ event }) => event)).toEqual(['lead.captured'])
  })
})

describe('bad input', () => {
  const startsAt = () => tomorrow()
  it.each([
    ['a date that is none', { startsAt: '2026-02-30T10:00:00Z' }, '/appointment/startsAt'],
    ['a time without a zone', { startsAt: '2099-01-01T10:00:00' }, '/appointment/startsAt'],
    ['a date in another century', { startsAt: '2199-01-01T10:00:00Z' }, '/appointment/startsAt'],
    ['no date', { minutes: 30 }, '/appointment/startsAt'],
    ['no time at all', { startsAt: startsAt(), minutes: 0 }, '/appointment/minutes'],
    ['half a minute', { startsAt: startsAt(), minutes: 30.5 }, '/appointment/minutes'],
    ['two days', { startsAt: startsAt(), minutes: 2880 }, '/appointment/minutes'],
    ['a place of two lines', { startsAt: startsAt(), place: 'a\nb' }, '/appointment/place'],
    ['an unknown key', { startsAt: startsAt(), colour: 'red' }, '/appointment/colour'],
  ])('promises to refuse an appointment with %s', async (_what, appointment, pointer) => {
    const { status, body } = await refer(await capture(types.appointment), { partnerId: 'ptn_1', appointment })
    expect([status, body.code, body.errors[0].pointer]).toEqual([422, 'INVALID_BODY', pointer])
  })
})

describe('an automation', () => {
  it('promises to refer like a person, but neither to override nor to transfer a call', async () => {
    const { referLead } = await import('../../../worker/operations/leads/refer-lead.ts')
    const { testCtx } = await import('../../support/ctx.ts')
    const { refusal } = await import('../../support/config.ts')
    const ctx = testCtx({ now: Date.now() })
    const [manual, call] = [await capture(types.manual), await capture(types.transfer)]
    expect(await referLead(ctx, { leadId: manual })).toMatchObject({ state: 'referred', method: 'manual' })
    const overriding = { leadId: manual, partnerId: 3, override: ['FILTER'] as const, reason: 'Because' }
    expect(await refusal(referLead(ctx, overriding))).toMatchObject({ code: 'NOT_ALLOWED' })
    expect(await refusal(referLead(ctx, { leadId: call, partnerId: 1 }))).toMatchObject({ code: 'NOT_ALLOWED' })
  })
})
