import { beforeEach, describe, expect, it } from 'vitest'
import { dayMs, toIso } from '../../../contract/time.ts'
import { client } from '../../support/client.ts'
import { historyOf } from '../../support/config.ts'
import { testDb } from '../../support/ctx.ts'
import { seedAdminKey } from '../../support/seed-access.ts'
import { settledFetch } from '../../support/settled-fetch.ts'
import { buildWorld, usualLead } from '../../support/world.ts'

let admin: ReturnType<typeof client>
let referral: string

beforeEach(async () => {
  admin = client({ key: await seedAdminKey(), fetch: settledFetch() })
  await buildWorld(testDb(), { partners: [{ id: 1 }], setups: [{ id: 1, partnerId: 1, leadTypeId: 1 }] })
  const { body: receipt } = await admin.post('/v1/leads', { leadTypeId: 'typ_1', fields: usualLead(1) })
  referral = (await admin.get(`/v1/leads/${receipt.id}`)).body.referrals[0].id
})

const ahead = () => ({ startsAt: toIso(Date.now() + dayMs) })
const book = (body: unknown, query = '') => admin.post(`/v1/referrals/${referral}/appointment${query}`, body)
const cancel = (body: unknown) => admin.post(`/v1/referrals/${referral}/appointment/cancel`, body)

describe('the appointment of a referral', () => {
  it('promises that any referral can get one, change it and lose it', async () => {
    const { status, body: booked } = await book(ahead())
    expect([status, booked.appointment]).toMatchObject([200, { minutes: 60, sequence: 0, cancelledAt: null }])
    const { body: changed } = await book({ ...ahead(), minutes: 15, place: 'By telephone' })
    expect(changed.appointment).toMatchObject({ minutes: 15, place: 'By telephone', sequence: 1 })
    const { body: cancelled } = await cancel({ reason: 'The customer is away.' })
    expect(cancelled.appointment).toMatchObject({ sequence: 2, cancelledAt: expect.any(String) })
    expect((await admin.get(`/v1/referrals/${referral}`)).body.appointment).toEqual(cancelled.appointment)
    const events = (await historyOf(referral)).map(({ event }) => event).filter((event) => event.startsWith('app'))
    expect(events).toEqual(['appointment.booked', 'appointment.rebooked', 'appointment.cancelled'])
  })

  it('promises that the mailbox shows the invitation with its calendar file', async () => {
    await book(ahead())
    const { body } = await admin.get('/v1/mailbox')
    const invitation = body.items.find(({ calendar }: { calendar: string | null }) => calendar !== null)
    expect(invitation.calendar).toContain('BEGIN:VCALENDAR')
    const page = await admin.get(`/mailbox/${encodeURIComponent(invitation.id)}`)
    expect(page.body).toContain('download="appointment.ics"')
    expect(page.body).toContain('METHOD:REQUEST')
  })

  it('promises of a dry run the exact answer, and that nothing is written or sent', async () => {
    const { body: dry } = await book(ahead(), '?dryRun=true')
    expect(dry).toMatchObject({ status: 200, body: { appointment: { sequence: 0 } } })
    expect(dry.effects.map(({ event }: { event: string }) => event)).toEqual(['appointment.booked'])
    expect((await admin.get(`/v1/referrals/${referral}`)).body.appointment).toBeNull()
  })

  it.each([
    ['the past', { startsAt: '2026-01-01T10:00:00Z' }, 'APPOINTMENT_IN_PAST', '/startsAt'],
    ['no time', {}, 'INVALID_BODY', '/startsAt'],
    ['a day that is none', { startsAt: '2099-02-29T10:00:00Z' }, 'INVALID_BODY', '/startsAt'],
    ['four minutes', { ...ahead(), minutes: 4 }, 'INVALID_BODY', '/minutes'],
    ['a very long place', { ...ahead(), place: 'x'.repeat(301) }, 'INVALID_BODY', '/place'],
    ['a note with a NUL', { ...ahead(), note: 'a\u0000b' }, 'INVALID_BODY', '/note'],
    ['an unknown key', { ...ahead(), sequence: 3 }, 'INVALID_BODY', '/sequence'],
  ])('promises 422 to %s', async (_what, body, code, pointer) => {
    const { status, body: problem } = await book(body)
    expect([status, problem.code, problem.errors[0].pointer]).toEqual([422, code, pointer])
  })

  it.each([{}, { reason: '' }, { reason: ' x ' }, { reason: 'x'.repeat(301) }])(
    'promises 422 to a cancellation that says no reason: %j',
    async (body) => {
      await book(ahead())
      const { status, body: problem } = await cancel(body)
      expect([status, problem.errors[0].pointer]).toEqual([422, '/reason'])
    },
  )

  it('promises 409 where there is none to cancel, and 404 where there is no referral', async () => {
    expect((await cancel({ reason: 'Away that week' })).body).toMatchObject({ status: 409, code: 'NO_APPOINTMENT' })
    referral = 'ref_0195e2f4-6a3c-7b21-8d4e-5f7000000002'
    expect((await book(ahead())).status).toBe(404)
    expect((await cancel({ reason: 'Away that week' })).status).toBe(404)
  })
})
