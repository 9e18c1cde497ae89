import { beforeEach, describe, expect, it } from 'vitest'
import { listPartners } from '../../../worker/operations/partners/list-partners.ts'
import { pausePartner } from '../../../worker/operations/partners/pause-partner.ts'
import { readOwnPartner } from '../../../worker/operations/partners/read-own-partner.ts'
import { readPartner } from '../../../worker/operations/partners/read-partner.ts'
import { resumePartner } from '../../../worker/operations/partners/resume-partner.ts'
import { updatePartner } from '../../../worker/operations/partners/update-partner.ts'
import {
  admin,
  asForm,
  asPartner,
  gbp,
  historyOf,
  makeBroker,
  makePartner,
  refusal,
  rows,
  strangers,
} from '../../support/config.ts'
import { testCtx, testDb } from '../../support/ctx.ts'
import { meanwhile } from '../../support/meanwhile.ts'
import { setPreferences } from '../../support/preferences.ts'

const ctx = () => testCtx({ actor: admin })
/** Monday to Friday, nine to five. */
const officeHours = { windows: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }] }

beforeEach(async () => {
  await makeBroker(ctx())
})

describe('createPartner', () => {
  it('promises that a name is enough: an active, prepaid buyer, round the clock in the broker’s zone (F24, F58)', async () => {
    const { warnings, ...made } = await makePartner(ctx())
    expect(warnings).toEqual([])
    expect(made).toEqual({
      id: 'ptn_2',
      version: 1,
      name: 'Example Boilers',
      description: '',
      reference: '',
      status: 'active',
      isHouse: false,
      buys: true,
      introduces: false,
      online: true,
      contactEmail: null,
      fcaNumber: null,
      fcaStatus: 'unverified',
      fcaCheckedAt: null,
      repeatDays: 0,
      queueUntilOpen: false,
      transferNumber: null,
      zone: 'Europe/London',
      contactName: '',
      phone: '',
      website: '',
      address: '',
      mobile: null,
      lowFundsThreshold: null,
      lowFundsText: false,
      vatBps: null,
      schedule: null,
      dailyLimit: 0,
      monthlyLimit: 0,
      creditLimit: gbp(0),
      creditUnlimited: false,
      delivery: { email: null, internet: null },
      deliveryHealth: { failures: 0, failingSince: null, pausedUntil: null, stopped: false },
    })
    expect(await readPartner(ctx(), 2)).toEqual(made)
    expect(await rows('SELECT open_from, open_until FROM partners WHERE id = 2')).toEqual([
      { open_from: 0, open_until: Number.MAX_SAFE_INTEGER },
    ])
    expect(await historyOf('ptn_2')).toMatchObject([{ event: 'created', data: { name: 'Example Boilers' } }])
  })

  it('promises to keep every setting', async () => {
    const settings = {
      description: 'Pays late.',
      reference: 'A-17',
      status: 'pending',
      buys: false,
      introduces: true,
      online: false,
      contactEmail: 'someone@example.com',
      fcaNumber: '012345',
      zone: 'Europe/Dublin',
      schedule: officeHours,
      dailyLimit: 5,
      monthlyLimit: 50,
      creditLimit: gbp(25_000),
      creditUnlimited: true,
    }
    expect(await makePartner(ctx(), settings)).toMatchObject(settings)
    // Monday 15 June 2026, 13:00 in Dublin: open since 9:00.
    expect(await rows('SELECT open_from, open_until FROM partners WHERE id = 2')).toEqual([
      { open_from: Date.UTC(2026, 5, 15, 8), open_until: Date.UTC(2026, 5, 15, 16) },
    ])
  })

  it.each([
    ['020 7946 0123', '+442079460123'],
    ['+44 113 496 0123', '+441134960123'],
    ['0033 1 99 00 12 34', '+33199001234'],
  ])('promises the transfer number %s as %s (F35)', async (given, kept) => {
    expect(await makePartner(ctx(), { transferNumber: given })).toMatchObject({ transferNumber: kept })
  })

  it('promises every bad field at once', async () => {
    const body = {
      transferNumber: '12',
      schedule: { windows: [{ days: [1], from: '09:00', to: '09:00' }] },
      creditLimit: { amount: 5, currency: 'EUR' },
      delivery: { email: null, internet: { format: 'json', url: 'http://10.0.0.1/leads' } },
    }
    expect(await refusal(makePartner(ctx(), body))).toEqual({
      code: 'INVALID_BODY',
      errors: [
        '/transferNumber NOT_A_PHONE_NUMBER',
        '/schedule/windows/0/to EMPTY_WINDOW',
        '/creditLimit/currency WRONG_CURRENCY',
        '/delivery/internet/url ADDRESS_NOT_ALLOWED',
      ],
    })
    expect(await rows('SELECT id FROM partners')).toEqual([{ id: 1 }])
  })

  it('promises every one of many at once an id of its own', async () => {
    const made = await Promise.all(['A', 'B', 'C'].map((name) => makePartner(ctx(), { name })))
    expect(made.map(({ id }) => id).sort()).toEqual(['ptn_2', 'ptn_3', 'ptn_4'])
  })
})

describe('updatePartner', () => {
  beforeEach(async () => {
    await makePartner(ctx(), { schedule: officeHours, transferNumber: '020 7946 0123' })
  })

  it('promises the change, and old and new of what changed in history', async () => {
    const changed = await updatePartner(ctx(), 2, { dailyLimit: 10, transferNumber: null, version: 1 })
    expect(changed).toMatchObject({ version: 2, dailyLimit: 10, transferNumber: null, schedule: officeHours })
    expect((await historyOf('ptn_2'))[1]).toMatchObject({
      event: 'changed',
      data: { changed: { dailyLimit: [0, 10], transferNumber: ['+442079460123', null] } },
    })
  })

  it('promises the window that counts now when the schedule or the zone changes (F34)', async () => {
    const window = () => rows('SELECT open_from, open_until FROM partners WHERE id = 2')
    await updatePartner(ctx(), 2, { zone: 'Pacific/Auckland' })
    // Tuesday 00:00 there: opens at 9:00, which is Monday 21:00 UTC.
    expect(await window()).toEqual([{ open_from: Date.UTC(2026, 5, 15, 21), open_until: Date.UTC(2026, 5, 16, 5) }])
    await updatePartner(ctx(), 2, { schedule: null })
    expect(await window()).toEqual([{ open_from: 0, open_until: Number.MAX_SAFE_INTEGER }])
  })

  it('promises that a change which changes nothing leaves no trace and wakes nobody', async () => {
    expect(await updatePartner(ctx(), 2, { name: 'Example Boilers', schedule: officeHours })).toMatchObject({
      version: 1,
    })
    expect(await historyOf('ptn_2')).toHaveLength(1)
  })

  it.each([
    ['a missing one', 9, {}, 'NOT_FOUND', []],
    ['an older version', 2, { version: 3 }, 'VERSION_CONFLICT', []],
    ['going back to pending', 2, { status: 'pending' as const }, 'INVALID_BODY', ['/status NOT_PENDING_AGAIN']],
    ['closing the house', 1, { status: 'closed' as const }, 'INVALID_BODY', ['/status HOUSE_PARTNER']],
  ])('promises to refuse %s', async (_, id, body, code, errors) => {
    expect(await refusal(updatePartner(ctx(), id, body))).toEqual({ code, errors })
  })

  it('promises one winner among changes from the same version', async () => {
    const tries = [1, 2, 3, 4].map((dailyLimit) => updatePartner(ctx(), 2, { dailyLimit, version: 1 }))
    const results = await Promise.allSettled(tries)
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await historyOf('ptn_2')).toHaveLength(2)
  })

  it('promises a dry run that names its effects and changes nothing', async () => {
    const dry = testCtx({ actor: admin, dryRun: true })
    expect(await updatePartner(dry, 2, { zone: 'Europe/Paris', dailyLimit: 3 })).toMatchObject({ dailyLimit: 3 })
    expect(dry.effects).toMatchObject([{ id: 'ptn_2', version: 2, event: 'changed' }])
    expect(await readPartner(ctx(), 2)).toMatchObject({ version: 1, zone: 'Europe/London', dailyLimit: 0 })
  })

  it('promises not to touch what deliveries note in the meantime', async () => {
    const noting = testDb().prepare(
      'UPDATE partners SET failures = 4, failing_since = 7, breaker_until = 9 WHERE id = 2',
    )
    await noting.run()
    expect((await updatePartner(ctx(), 2, { name: 'New Name' })).deliveryHealth.failures).toBe(4)
    expect(await rows('SELECT failures, failing_since, breaker_until FROM partners WHERE id = 2')).toEqual([
      { failures: 4, failing_since: 7, breaker_until: 9 },
    ])
  })
})

describe('readOwnPartner', () => {
  it('promises a partner its own record without the broker’s notes about it (F24)', async () => {
    await makePartner(ctx(), { description: 'Pays late.', reference: 'A-17' })
    const own = await readOwnPartner(testCtx({ actor: asPartner(2) }))
    const { description: _, reference: __, isHouse: ___, ...shown } = await readPartner(ctx(), 2)
    expect(own).toEqual(shown)
    expect(JSON.stringify(own)).not.toMatch(/Pays late|A-17|description|reference/)
  })
})

describe('pausePartner and resumePartner', () => {
  beforeEach(async () => {
    await makePartner(ctx())
    await testDb().batch(setPreferences(testDb(), { partnersPause: true }))
  })

  it('promises that a partner who paused stays so when partners may not any more, until an admin resumes it (F3)', async () => {
    const theirs = () => testCtx({ actor: asPartner(2) })
    await pausePartner(theirs(), 2)
    await testDb().batch(setPreferences(testDb(), { partnersPause: false }))
    for (const work of [resumePartner(theirs(), 2), pausePartner(theirs(), 2)])
      expect(await refusal(work)).toMatchObject({ code: 'SELF_SERVICE_DISABLED' })
    expect(await readPartner(ctx(), 2)).toMatchObject({ online: false, version: 2 })
    expect(await resumePartner(ctx(), 2)).toMatchObject({ online: true, version: 3 })
  })

  it('promises that a partner decides by the preferences of the commit, not of the read', async () => {
    const off = () => testDb().batch(setPreferences(testDb(), { partnersPause: false }))
    const theirs = testCtx({ actor: asPartner(2), db: meanwhile(testDb(), 1, off) })
    expect(await refusal(pausePartner(theirs, 2))).toMatchObject({ code: 'SELF_SERVICE_DISABLED' })
    expect(await readPartner(ctx(), 2)).toMatchObject({ online: true, version: 1 })
  })

  it.each([['an admin', admin, 'admin'] as const, ['the partner itself', asPartner(2), 'api'] as const])(
    'promises %s to pause and resume, and who did it and how in history (F4)',
    async (_, actor, channel) => {
      const theirs = () => testCtx({ actor })
      expect(await pausePartner(theirs(), 2)).toMatchObject({ online: false, version: 2 })
      expect(await resumePartner(theirs(), 2)).toMatchObject({ online: true, version: 3 })
      const by = 'keyId' in actor ? `key_${actor.keyId}` : ''
      expect((await historyOf('ptn_2')).slice(1)).toEqual([
        { version: 2, event: 'paused', actor: by, data: { changed: { online: [true, false] }, channel } },
        { version: 3, event: 'resumed', actor: by, data: { changed: { online: [false, true] }, channel } },
      ])
    },
  )

  it('promises that doing it twice, or eight times at once, changes it once', async () => {
    await Promise.all(Array.from({ length: 8 }, () => pausePartner(testCtx({ actor: asPartner(2) }), 2)))
    expect(await pausePartner(ctx(), 2)).toMatchObject({ online: false, version: 2 })
    expect(await historyOf('ptn_2')).toHaveLength(2)
  })

  it('promises that the answer has no notes of the broker in it', async () => {
    expect(await pausePartner(testCtx({ actor: asPartner(2) }), 2)).not.toHaveProperty('description')
  })

  it('promises a partner the same 404 for another partner as for none', async () => {
    for (const id of [1, 9]) {
      expect(await refusal(pausePartner(testCtx({ actor: asPartner(2) }), id))).toMatchObject({ code: 'NOT_FOUND' })
      expect(await refusal(resumePartner(testCtx({ actor: asPartner(2) }), id))).toMatchObject({ code: 'NOT_FOUND' })
    }
    expect(await rows('SELECT id FROM partners WHERE online = 0')).toEqual([])
  })

  it('promises that a resume starts a server again that had been given up', async () => {
    await testDb()
      .prepare('UPDATE partners SET failures = 9, failing_since = 5, breaker_until = ? WHERE id = 2')
      .bind(Number.MAX_SAFE_INTEGER)
      .run()
    expect((await readPartner(ctx(), 2)).deliveryHealth).toMatchObject({ stopped: true, pausedUntil: null })
    expect(await resumePartner(ctx(), 2)).toMatchObject({
      version: 2,
      deliveryHealth: { failures: 0, failingSince: null, pausedUntil: null, stopped: false },
    })
  })
})

describe('listPartners', () => {
  it('promises pages by id, by status, capability and how the name begins', async () => {
    await makePartner(ctx(), { name: 'Ash & Oak' })
    await makePartner(ctx(), { name: 'ashford', status: 'pending', introduces: true })
    await makePartner(ctx(), { name: 'Birch_100%', buys: false })
    const ids = async (query: object) => {
      const page = await listPartners(ctx(), { limit: 2, ...query })
      return [page.items.map(({ id }) => id).join(' '), page.nextCursor]
    }
    expect(await ids({})).toEqual(['ptn_1 ptn_2', '2'])
    expect(await ids({ cursor: '2' })).toEqual(['ptn_3 ptn_4', null])
    expect(await ids({ status: 'pending' })).toEqual(['ptn_3', null])
    expect(await ids({ buys: true })).toEqual(['ptn_2 ptn_3', null])
    expect(await ids({ introduces: true })).toEqual(['ptn_1 ptn_3', null])
    expect(await ids({ search: 'ASH' })).toEqual(['ptn_2 ptn_3', null])
    expect(await ids({ search: 'birch_1' })).toEqual(['ptn_4', null])
    expect(await ids({ search: 'b%' })).toEqual(['', null])
  })
})

describe('who may', () => {
  it.each(strangers)('promises nothing to $kind', async (actor) => {
    const theirs = testCtx({ actor })
    const works = [makePartner(theirs), readPartner(theirs, 1), listPartners(theirs, { limit: 1 })]
    for (const work of [...works, updatePartner(theirs, 1, {})])
      expect(await refusal(work)).toMatchObject({ code: 'NOT_ALLOWED' })
  })

  it('promises a form neither pause nor resume nor a record of its own', async () => {
    const theirs = testCtx({ actor: asForm })
    for (const work of [pausePartner(theirs, 1), resumePartner(theirs, 1), readOwnPartner(theirs)])
      expect(await refusal(work)).toMatchObject({ code: 'NOT_ALLOWED' })
  })
})
