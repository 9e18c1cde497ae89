import { beforeEach, describe, expect, inject, it } from 'vitest'
import { type Appointment, appointmentSchema } from '../../../contract/appointment.ts'
import { dayMs, hourMs, minuteMs } from '../../../contract/time.ts'
import { claimDueJob } from '../../../db/store/jobs.ts'
import { updateReferral } from '../../../db/store/referrals.ts'
import type { Env } from '../../../worker/env.ts'
import { runJob } from '../../../worker/jobs/run-job.ts'
import { bookAppointment } from '../../../worker/operations/appointments/book-appointment.ts'
import { cancelAppointment } from '../../../worker/operations/appointments/cancel-appointment.ts'
import { captureLead } from '../../../worker/operations/leads/capture-lead.ts'
import { readLead } from '../../../worker/operations/leads/read-lead.ts'
import { referLead } from '../../../worker/operations/leads/refer-lead.ts'
import { redeliverReferral } from '../../../worker/operations/referrals/redeliver-referral.ts'
import { historyOf, refusal, rows } from '../../support/config.ts'
import { testCtx, testDb } from '../../support/ctx.ts'
import { buildWorld, usualLead } from '../../support/world.ts'

const { http, smtp } = inject('outside')
const now = Date.UTC(2026, 5, 15, 12)
const startsAt = now + 2 * dayMs + 2 * hourMs
const visit = { startsAt, minutes: 45, place: '12 Example Road, Leeds', note: 'Ring twice.' }

beforeEach(() =>
  buildWorld(testDb(), {
    leadTypes: [{ id: 1, name: 'Conservatories', referralMethod: 'appointment', scope: 3 }],
    partners: [
      {
        id: 1,
        name: 'Northside',
        zone: 'Europe/London',
        delivery: { email: { to: ['a@example.org', 'b@example.org'] }, internet: null },
      },
      { id: 2, delivery: { email: null, internet: { format: 'json', url: `${http}/appointment`, headers: {} } } },
      { id: 3, delivery: { email: null, internet: { format: 'json', url: `${http}/answer?status=503`, headers: {} } } },
      {
        id: 4,
        delivery: { email: null, internet: { format: 'json', url: `${http}/say/{"status":"rejected"}`, headers: {} } },
      },
      { id: 5, queueUntilOpen: true, openFrom: now + 3 * hourMs, openUntil: now + 9 * hourMs },
    ],
    setups: [1, 2, 3, 4, 5].map((id) => ({ id, partnerId: id, leadTypeId: 1 })),
  }),
)

const capture = async () =>
  (
    await captureLead(testCtx({ now }), {
      leadTypeId: 1,
      introducerId: null,
      channel: 'json',
      pageUrl: null,
      fields: usualLead(1),
      isTest: false,
    })
  ).id

/** Refers a new lead to a partner, with its appointment; nothing has run yet. */
async function book(partnerId: number) {
  const ctx = testCtx({ now })
  const leadId = await capture()
  const referral = await referLead(ctx, { leadId, partnerId, appointment: visit })
  return { ctx, leadId, partnerId, referral }
}

const mails = () =>
  rows<{ id: string; recipients: string; subject: string; body: string; calendar: string | null }>(
    'SELECT id, recipients, subject, body, calendar FROM mailbox ORDER BY id',
  )
const invitations = async () => (await mails()).filter(({ calendar }) => calendar !== null)
const storedOf = async (partnerId: number): Promise<Appointment> =>
  JSON.parse(
    (await rows<{ appointment: string }>('SELECT appointment FROM referrals WHERE partner_id = ?', partnerId))[0]!
      .appointment,
  )

/** What the minute's sweep would do at an instant, until nothing is due. */
async function sweepAt(at: number): Promise<void> {
  const ctx = testCtx({ now: at })
  for (let job = await claimDueJob(testDb(), { now: at }); job !== null; job = await claimDueJob(testDb(), { now: at }))
    await runJob(ctx, job)
}

describe('a partner that has its leads wait until it opens', () => {
  const opens = now + 3 * hourMs
  const atNoon = () => testCtx({ now })

  it('promises no appointment that it would hear of too late (F34, F62)', async () => {
    const leadId = await capture()
    for (const tooSoon of [opens - hourMs, opens]) {
      const early = referLead(atNoon(), { leadId, partnerId: 5, appointment: { ...visit, startsAt: tooSoon } })
      expect(await refusal(early)).toEqual({
        code: 'INVALID_BODY',
        errors: ['/appointment/startsAt BEFORE_IT_OPENS'],
      })
    }
    expect((await readLead(atNoon(), leadId)).referrals).toEqual([])

    await referLead(atNoon(), { leadId, partnerId: 5, appointment: visit })
    // Whoever is next and hears of it in time gets it, whoever comes first in the queue.
    await testDb().prepare('UPDATE setups SET active = 0, version = version + 1 WHERE id NOT IN (1, 5)').run()
    await testDb().prepare('UPDATE setups SET priority = 9, version = version + 1 WHERE id = 5').run()
    const next = await capture()
    const soon = { ...visit, startsAt: opens - hourMs }
    expect((await referLead(atNoon(), { leadId: next, appointment: soon })).partner.id).toBe('ptn_1')
    const earlier = bookAppointment(atNoon(), { leadId, partnerId: 5, appointment: { ...visit, startsAt: opens } })
    expect(await refusal(earlier)).toEqual({ code: 'INVALID_BODY', errors: ['/startsAt BEFORE_IT_OPENS'] })
    expect(await storedOf(5)).toMatchObject({ startsAt, sequence: 0 })
  })
})

describe('a booked appointment', () => {
  it('promises that it belongs to its referral, as the API shows it', async () => {
    const { referral } = await book(1)
    expect(referral.appointment).toEqual({
      startsAt: '2026-06-17T14:00:00.000Z',
      endsAt: '2026-06-17T14:45:00.000Z',
      minutes: 45,
      place: '12 Example Road, Leeds',
      note: 'Ring twice.',
      sequence: 0,
      cancelledAt: null,
    })
    expect(appointmentSchema['~run']({ value: await storedOf(1), typed: false }, {}).issues).toBeUndefined()
  })

  it('promises an e-mail to all addresses for leads, with the appointment for their calendars', async () => {
    const { ctx, referral } = await book(1)
    await ctx.runStarted()
    const [mail, ...others] = await invitations()
    expect([mail!.id, mail!.recipients, others]).toEqual([
      `appointment:${referral.id}:0`,
      '["a@example.org","b@example.org"]',
      [],
    ])
    expect(mail!.subject).toBe('Appointment for a Conservatories lead from Test Broker')
    expect(mail!.body).toContain('When:       Wednesday 17 June 2026, 15:00 to 15:45 (Europe/London)')
    expect(mail!.body).toContain('Where:      12 Example Road, Leeds')
    const calendar = mail!.calendar!.replaceAll('\r\n ', '')
    expect(calendar).toContain('METHOD:REQUEST\r\n')
    expect(calendar).toContain(`UID:${referral.id}@baton\r\nSEQUENCE:0\r\n`)
    expect(calendar).toContain('DTSTART:20260617T140000Z\r\nDTEND:20260617T144500Z\r\n')
    expect(calendar).toContain('ORGANIZER;CN="Test Broker":mailto:broker@example.com\r\n')
    expect(calendar.match(/^ATTENDEE.*mailto:[ab]@example.org\r$/gm)).toHaveLength(2)
    expect(await rows('SELECT id FROM jobs')).toEqual([])
  })

  it('promises that neither the mail nor history names the person behind the lead', async () => {
    const { ctx, leadId } = await book(1)
    await ctx.runStarted()
    const [mail] = await invitations()
    expect(mail!.subject + mail!.body + mail!.calendar).not.toMatch(/Ada|Person1|person1@|7946/)
    const told = JSON.stringify((await readLead(testCtx({ now }), leadId)).timeline)
    expect(told).toContain('"appointmentAt":"2026-06-17T14:00:00.000Z"')
    expect(told).not.toMatch(/Example Road|Ring twice/)
  })

  it('promises that the lead as it is delivered says when and where', async () => {
    const { ctx, referral } = await book(2)
    await ctx.runStarted()
    const seen = (await (await fetch(`${http}/_seen?path=/appointment`)).json()) as { body: string }[]
    const sent = seen.map(({ body }) => JSON.parse(body)).find(({ reference }) => reference === referral.id)
    expect(sent.appointment).toEqual({
      startsAt: '2026-06-17T14:00:00.000Z',
      endsAt: '2026-06-17T14:45:00.000Z',
      minutes: 45,
      place: '12 Example Road, Leeds',
      note: 'Ring twice.',
    })
    await book(1).then(({ ctx: other }) => other.runStarted())
    const letter = (await mails()).find(({ calendar, recipients }) => calendar === null && recipients.includes('a@'))
    expect(letter!.body).toContain('Wednesday 17 June 2026, 15:00 to 15:45 (Europe/London)')
  })

  it('promises that a partner without any address is reached through the broker', async () => {
    const { ctx } = await book(2)
    await ctx.runStarted()
    expect((await invitations()).map(({ recipients }) => recipients)).toEqual(['["broker@example.com"]'])
  })

  it('promises a real calendar part over SMTP', async () => {
    const { ctx, referral } = await book(1)
    const env = { ...ctx.env, SMTP_URL: smtp.takes, MAIL_FROM: 'Baton <leads@example.org>' } as Env
    for (const job of [...ctx.started]) await runJob({ ...testCtx({ now }), env }, job)
    const seen = (await (await fetch(`${http}/_mails?to=b@example.org`)).json()) as { content: string }[]
    const [mail] = seen.filter(({ content }) => content.includes(`appointment-${referral.id}-0@example.org`))
    expect(mail!.content).toMatch(/^Content-Type: text\/calendar; charset=utf-8; method=REQUEST\r$/m)
    expect(mail!.content).toMatch(/^Content-Disposition: attachment; filename=appointment\.ics\r$/m)
    const [, attached] = /name=appointment\.ics[\s\S]*?\r\n\r\n([A-Za-z0-9+/=\r\n]+)/.exec(mail!.content)!
    expect(atob(attached!.replace(/\s/g, '')).replaceAll('\r\n ', '')).toContain(`UID:${referral.id}@baton`)
  })
})

describe('an invitation and its lead', () => {
  it('promises that it waits while the lead is on its way, and goes out once it is delivered', async () => {
    const { ctx, leadId } = await book(3)
    await ctx.runStarted()
    expect(await invitations()).toEqual([])
    await updateReferral(testDb(), {
      leadId,
      partnerId: 3,
      version: 9,
      state: 'delivered',
      deliveredAt: now,
      remoteId: null,
    }).run()
    await sweepAt(now + 40 * minuteMs)
    expect(await invitations()).toHaveLength(1)
  })

  it('promises that a partner which does not want the lead is not invited', async () => {
    const { ctx } = await book(4)
    await ctx.runStarted()
    await sweepAt(now + 40 * minuteMs)
    expect(await invitations()).toEqual([])
    expect(await rows("SELECT id FROM jobs WHERE kind = 'send-appointment'")).toEqual([])
  })

  it('promises that it waits at most until the appointment would begin', async () => {
    const { ctx } = await book(3)
    await ctx.runStarted()
    await sweepAt(startsAt + 1)
    expect(await rows("SELECT id FROM jobs WHERE kind = 'send-appointment'")).toEqual([])
    expect(await invitations()).toEqual([])
  })

  it('promises that the schedule holds back the delivery and with it the invitation, not the appointment', async () => {
    const early = await book(5)
    expect(early.referral).toMatchObject({ state: 'referred', appointment: { startsAt: '2026-06-17T14:00:00.000Z' } })
    await early.ctx.runStarted()
    expect(await mails()).toEqual([])
    await sweepAt(now + 2 * hourMs)
    expect(await mails()).toEqual([])
    await sweepAt(now + 3 * hourMs)
    await sweepAt(now + 3 * hourMs + 2 * minuteMs)
    expect((await mails()).map(({ calendar }) => calendar !== null)).toEqual([true, false])
  })
})

describe('changing an appointment', () => {
  const later = { startsAt: startsAt + dayMs, minutes: 30, place: '', note: '' }

  it('promises another time under the same event, with a higher sequence and an e-mail that says so', async () => {
    const { ctx, leadId, partnerId, referral } = await book(1)
    await ctx.runStarted()
    const answer = await bookAppointment(ctx, { leadId, partnerId, appointment: later })
    await ctx.runStarted()
    expect(answer.appointment).toMatchObject({ startsAt: '2026-06-18T14:00:00.000Z', sequence: 1, place: '' })
    const [, second] = await invitations()
    expect(second!.subject).toBe('Changed: appointment for a Conservatories lead from Test Broker')
    expect(second!.calendar!.replaceAll('\r\n ', '')).toContain(`UID:${referral.id}@baton\r\nSEQUENCE:1\r\n`)
    expect((await historyOf(referral.id)).at(-1)).toMatchObject({
      event: 'appointment.rebooked',
      data: { startsAt: '2026-06-18T14:00:00.000Z', before: '2026-06-17T14:00:00.000Z', sequence: 1 },
    })
  })

  it('promises that what the change does not say stays as it was', async () => {
    const { ctx, leadId, partnerId } = await book(1)
    await ctx.runStarted()
    const { appointment } = await bookAppointment(ctx, {
      leadId,
      partnerId,
      appointment: { startsAt: startsAt + dayMs },
    })
    expect(appointment).toMatchObject({ minutes: 45, place: '12 Example Road, Leeds', note: 'Ring twice.' })
  })

  it('promises that a state which was overtaken before it was sent is not sent', async () => {
    const { ctx, leadId, partnerId } = await book(1)
    await bookAppointment(ctx, { leadId, partnerId, appointment: later })
    await ctx.runStarted()
    expect((await invitations()).map(({ id }) => id.slice(-1))).toEqual(['1'])
    expect(await rows('SELECT id FROM jobs')).toEqual([])
  })

  it('promises that one can be cancelled with a reason, and the calendar strikes it out', async () => {
    const { ctx, leadId, partnerId, referral } = await book(1)
    await ctx.runStarted()
    const answer = await cancelAppointment(ctx, { leadId, partnerId, reason: 'The customer is away.' })
    await ctx.runStarted()
    expect(answer).toMatchObject({
      state: 'delivered',
      appointment: { sequence: 1, cancelledAt: '2026-06-15T12:00:00.000Z' },
    })
    const [, cancelled] = await invitations()
    expect(cancelled!.body).toContain('Why:        The customer is away.')
    expect(cancelled!.calendar).toContain('METHOD:CANCEL\r\n')
    expect(cancelled!.calendar).toContain('STATUS:CANCELLED\r\n')
    expect((await historyOf(referral.id)).at(-1)).toMatchObject({
      event: 'appointment.cancelled',
      data: { startsAt: '2026-06-17T14:00:00.000Z', reason: 'The customer is away.', sequence: 1 },
    })
  })

  it('promises that a cancelled one is in no delivery any more, and can be booked anew', async () => {
    const { ctx, leadId, partnerId, referral } = await book(2)
    await ctx.runStarted()
    await cancelAppointment(ctx, { leadId, partnerId, reason: 'The customer is away.' })
    await redeliverReferral(ctx, { leadId, partnerId })
    await ctx.runStarted()
    const seen = (await (await fetch(`${http}/_seen?path=/appointment`)).json()) as { body: string }[]
    const sent = seen.map(({ body }) => JSON.parse(body)).filter(({ reference }) => reference === referral.id)
    expect(sent.map(({ appointment }) => appointment === null)).toEqual([false, true])
    const again = await bookAppointment(ctx, { leadId, partnerId, appointment: later })
    expect(again.appointment).toMatchObject({ sequence: 2, cancelledAt: null })
  })

  it('promises that nobody hears of one that was cancelled before the lead was there', async () => {
    const { ctx, leadId, partnerId } = await book(3)
    await cancelAppointment(ctx, { leadId, partnerId, reason: 'The customer is away.' })
    await ctx.runStarted()
    expect(await invitations()).toEqual([])
    expect(await rows("SELECT id FROM jobs WHERE kind = 'send-appointment'")).toEqual([])
  })

  it('promises that a change and the end of a delivery at the same moment both count', async () => {
    const { ctx, leadId, partnerId } = await book(1)
    const [job] = ctx.started.splice(0)
    await Promise.all([runJob(testCtx({ now }), job!), bookAppointment(ctx, { leadId, partnerId, appointment: later })])
    expect((await readLead(testCtx({ now }), leadId)).referrals).toMatchObject([
      { state: 'delivered', appointment: { sequence: 1 } },
    ])
  })

  it('promises that automations which listen hear of every change, in its own commit', async () => {
    const events = ['booked', 'rebooked', 'cancelled'].map((what) => `appointment.${what}`)
    await testDb().batch(
      events.map((event, i) =>
        testDb()
          .prepare(
            `INSERT INTO automations (id, version, name, event, condition, steps, on_failure, active)
             VALUES (?, 1, ?, ?, '{}', '[]', 'stop', 1)`,
          )
          .bind(i + 1, event, event),
      ),
    )
    const { ctx, leadId, partnerId } = await book(1)
    await bookAppointment(ctx, { leadId, partnerId, appointment: later })
    await cancelAppointment(ctx, { leadId, partnerId, reason: 'The customer is away.' })
    const heard = await rows<{ event: string }>(
      "SELECT data ->> 'event' AS event FROM jobs WHERE kind = 'start-automations' ORDER BY event",
    )
    expect(heard.map(({ event }) => event)).toEqual([...events].sort())
  })
})

describe('what is refused', () => {
  it('promises that an appointment in the past is never booked', async () => {
    const { ctx, leadId, partnerId } = await book(1)
    const past = bookAppointment(ctx, { leadId, partnerId, appointment: { ...visit, startsAt: now } })
    expect(await refusal(past)).toMatchObject({
      code: 'APPOINTMENT_IN_PAST',
      errors: ['/startsAt APPOINTMENT_IN_PAST'],
    })
  })

  it('promises that there must be one ahead to cancel it', async () => {
    const { leadId, partnerId } = await book(1)
    const reason = 'The customer is away.'
    expect(await refusal(cancelAppointment(testCtx({ now: startsAt }), { leadId, partnerId, reason }))).toMatchObject({
      code: 'NO_APPOINTMENT',
    })
    await cancelAppointment(testCtx({ now }), { leadId, partnerId, reason })
    expect(await refusal(cancelAppointment(testCtx({ now }), { leadId, partnerId, reason }))).toMatchObject({
      code: 'NO_APPOINTMENT',
    })
  })

  it.each(['rejected', 'duplicate', 'failed', 'returned', 'unreferred'] as const)(
    'promises that a %s referral gets none',
    async (state) => {
      const { ctx, leadId, partnerId } = await book(1)
      await updateReferral(testDb(), { leadId, partnerId, version: 1, state, deliveredAt: null, remoteId: null }).run()
      expect(await refusal(bookAppointment(ctx, { leadId, partnerId, appointment: visit }))).toMatchObject({
        code: 'REFERRAL_ENDED',
      })
    },
  )
})
