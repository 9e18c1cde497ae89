import { env } from 'cloudflare:test'
import { beforeEach, describe, expect, inject, it } from 'vitest'
import type { Actor } from '../../../worker/context.ts'
import type { Env } from '../../../worker/env.ts'
import { setFcaNumber } from '../../../worker/operations/partners/set-fca-number.ts'
import { updatePartner } from '../../../worker/operations/partners/update-partner.ts'
import { admin, asForm, asPartner, historyOf, makeBroker, makePartner, refusal, rows } from '../../support/config.ts'
import { type TestCtx, testCtx, testDb } from '../../support/ctx.ts'
import { registerKey } from '../../support/outside-world/fca-register.ts'
import { setPreferences } from '../../support/preferences.ts'

const outside = inject('outside')

/** Settings under which the double of the register is asked. */
const registered: Env = {
  ...(env as unknown as Env),
  FCA_REGISTER_URL: `${outside.http}/`,
  FCA_REGISTER_EMAIL: 'office@example.com',
  FCA_REGISTER_KEY: registerKey,
}

const as = (actor: Actor, more: Partial<TestCtx> = {}) => testCtx({ actor, ...more })
const give = (fcaNumber: string | null, ctx: TestCtx = as(asPartner(2))) => setFcaNumber(ctx, 2, fcaNumber)
const jobs = () => rows<{ id: string; kind: string; data: string }>('SELECT id, kind, data FROM jobs ORDER BY id')
const partner = async () =>
  (await rows('SELECT fca_number, fca_status, fca_checked_at, version FROM partners WHERE id = 2'))[0]

beforeEach(async () => {
  const ctx = testCtx()
  await makeBroker(ctx)
  await makePartner(ctx)
})

const letPartners = () => testDb().batch(setPreferences(testDb(), { partnersProvideFca: true }))

describe('a partner that gives its FCA number', () => {
  it('promises to be refused while partners may not (F2)', async () => {
    expect(await refusal(give('000101'))).toMatchObject({ code: 'SELF_SERVICE_DISABLED' })
    expect(await partner()).toMatchObject({ fca_number: null, version: 1 })
  })

  it('promises to write it once (F13)', async () => {
    await letPartners()
    expect(await give('000101')).toMatchObject({ fcaNumber: '000101', fcaStatus: 'unverified', version: 2 })
    expect(await give('000101')).toMatchObject({ version: 2 })
    expect(await refusal(give('000102'))).toMatchObject({ code: 'FCA_LOCKED' })
    expect(await refusal(give(null))).toMatchObject({ code: 'FCA_LOCKED' })
    expect((await historyOf('ptn_2')).at(-1)).toEqual({
      version: 2,
      event: 'changed',
      actor: 'key_902',
      data: { changed: { fcaNumber: [null, '000101'] } },
    })
  })

  it('promises that of eight at once one number is written and the others are refused', async () => {
    await letPartners()
    const numbers = Array.from({ length: 8 }, (_, n) => `00010${n}`)
    const outcomes = await Promise.allSettled(numbers.map((number) => give(number)))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await historyOf('ptn_2')).toHaveLength(2)
    expect((await jobs()).map(({ kind }) => kind)).toEqual(['send-notice'])
  })

  it('promises that an admin clears it, and that it may then be written again', async () => {
    await letPartners()
    await give('000101')
    expect(await give(null, as(admin))).toMatchObject({ fcaNumber: null })
    expect(await give('000102')).toMatchObject({ fcaNumber: '000102', version: 4 })
  })

  it('promises nothing to another partner, as to nobody', async () => {
    await letPartners()
    for (const id of [1, 99])
      expect(await refusal(setFcaNumber(as(asPartner(2)), id, '000101'))).toEqual({ code: 'NOT_FOUND', errors: [] })
    expect(await refusal(give('000101', as(asForm)))).toMatchObject({ code: 'NOT_ALLOWED' })
    expect(await refusal(give('000101', as({ kind: 'anybody' })))).toMatchObject({ code: 'NOT_ALLOWED' })
  })

  it('promises that a dry run writes nothing and mails nobody', async () => {
    await letPartners()
    const dry = as(asPartner(2), { dryRun: true })
    expect(await give('000101', dry)).toMatchObject({ fcaNumber: '000101' })
    expect(dry.effects).toMatchObject([{ id: 'ptn_2', data: { changed: { fcaNumber: [null, '000101'] } } }])
    expect([await partner(), await jobs()]).toMatchObject([{ fca_number: null }, []])
  })
})

describe('the message about it (F12)', () => {
  it('promises one job for each who is nominated, in the commit of the number, and the number in it', async () => {
    await testDb().batch(
      setPreferences(testDb(), { partnersProvideFca: true, notifyEmails: ['a@example.com', 'b@example.com'] }),
    )
    const ctx = as(asPartner(2))
    await give('000101', ctx)
    expect((await jobs()).map(({ id, data }) => [id, JSON.parse(data).to])).toEqual([
      ['notice:fca-number-given:ptn_2:2:0', 'a@example.com'],
      ['notice:fca-number-given:ptn_2:2:1', 'b@example.com'],
    ])
    await ctx.runStarted()
    const mails = await rows<{ recipients: string; body: string }>('SELECT recipients, body FROM mailbox ORDER BY id')
    expect(mails.map(({ recipients }) => recipients)).toEqual(['["a@example.com"]', '["b@example.com"]'])
    expect(mails[0]!.body).toContain('000101')
    expect(await jobs()).toEqual([])
  })

  it('promises to go to the broker when nobody is nominated', async () => {
    await letPartners()
    await give('000101')
    expect((await jobs()).map(({ data }) => JSON.parse(data).to)).toEqual(['office@example.com'])
  })

  it('promises none when an admin puts the number in, or nothing changed', async () => {
    await give('000101', as(admin))
    await letPartners()
    await give('000101')
    expect(await jobs()).toEqual([])
  })
})

describe('a new FCA number', () => {
  it.each([
    ['by its own route', (ctx: TestCtx, number: string) => setFcaNumber(ctx, 2, number)],
    ['as a setting', (ctx: TestCtx, fcaNumber: string) => updatePartner(ctx, 2, { fcaNumber })],
  ])('promises to forget what the register said of the one before, %s', async (_, put) => {
    await put(as(admin), '000101')
    await testDb()
      .prepare("UPDATE partners SET fca_status = 'found', fca_checked_at = 5, version = 3 WHERE id = 2")
      .run()
    await testDb().prepare("INSERT INTO history VALUES ('ptn_2', 3, 'fca.checked', 'job', 0, 'c', NULL, NULL)").run()
    await put(as(admin), '000101')
    expect(await partner()).toMatchObject({ fca_status: 'found', version: 3 })
    await put(as(admin), '000102')
    expect(await partner()).toEqual({
      fca_number: '000102',
      fca_status: 'unverified',
      fca_checked_at: null,
      version: 4,
    })
  })

  it('promises no check where no register is configured', async () => {
    await give('000101', as(admin))
    expect(await jobs()).toEqual([])
  })
})

describe('the check with the register (F10)', () => {
  const checked = async (fcaNumber: string, env: Env = registered) => {
    const ctx = as(admin, { env })
    await give(fcaNumber, ctx)
    await ctx.runStarted()
    return partner()
  }

  it.each([
    ['a firm that it knows', '000101', 'found'],
    ['an appointed representative, which is not authorised itself', '000102', 'found'],
    ['a number that nobody has', '000110', 'not_found'],
    ['a number that it calls invalid', '000111', 'not_found'],
  ])('promises to keep what it said of %s, and when', async (_, number, status) => {
    expect(await checked(number)).toMatchObject({ fca_status: status, fca_checked_at: testCtx().now, version: 3 })
    expect(await jobs()).toEqual([])
  })

  it('promises history with the register’s own words', async () => {
    await checked('000102')
    expect((await historyOf('ptn_2')).at(-1)).toEqual({
      version: 3,
      event: 'fca.checked',
      actor: 'job',
      data: {
        changed: { fcaStatus: ['unverified', 'found'], fcaCheckedAt: [null, new Date(testCtx().now).toISOString()] },
        register: { name: 'Example Advisers', status: 'Appointed representative' },
      },
    })
  })

  it('promises to sign in by headers and to ask for the very number', async () => {
    await checked('000101')
    const seen = await (await fetch(`${outside.http}/_seen?path=/services/V0.1/Firm/000101`)).json()
    expect((seen as { headers: Record<string, string>; method: string }[]).at(-1)).toMatchObject({
      method: 'GET',
      headers: { 'x-auth-email': 'office@example.com', 'x-auth-key': registerKey },
    })
  })

  it.each<[string, string, Partial<Env>]>([
    ['it fails', '000500', {}],
    ['it answers about another firm', '000103', {}],
    ['it does not let us in', '000101', { FCA_REGISTER_KEY: 'wrong' }],
    ['nobody answers', '000101', { FCA_REGISTER_URL: outside.refused }],
  ])('promises to ask again later where %s, and leaves the number unverified', async (_, number, settings) => {
    expect(await checked(number, { ...registered, ...settings })).toMatchObject({
      fca_status: 'unverified',
      version: 2,
    })
    const [job] = await rows<{ due: number; kind: string; attempts: number }>('SELECT due, kind, attempts FROM jobs')
    expect(job).toMatchObject({ kind: 'check-fca', attempts: 1 })
    expect(job!.due).toBeGreaterThanOrEqual(testCtx().now + 5_000)
  })

  it('promises to wait as long as it asks for', async () => {
    await checked('000429')
    const [job] = await rows<{ due: number }>('SELECT due FROM jobs')
    expect(job!.due).toBeGreaterThanOrEqual(testCtx().now + 120_000)
  })

  it('promises to give up after the last try, and not before', async () => {
    const ctx = as(admin, { env: registered })
    await give('000500', ctx)
    const job = ctx.started.shift()!
    await testDb().prepare('UPDATE jobs SET attempts = 10').run()
    ctx.started.push({ ...job, attempts: 10 })
    await ctx.runStarted()
    expect([await jobs(), await partner()]).toMatchObject([[], { fca_status: 'unverified' }])
  })

  it('promises that an answer about a number that was changed meanwhile is left alone', async () => {
    const ctx = as(admin, { env: registered })
    await give('000101', ctx)
    await give('000110', as(admin))
    await ctx.runStarted()
    expect(await partner()).toMatchObject({ fca_number: '000110', fca_status: 'unverified', version: 3 })
    expect(await jobs()).toEqual([])
  })

  it('promises that the same job twice keeps its answer once', async () => {
    const ctx = as(admin, { env: registered })
    await give('000101', ctx)
    const [job] = ctx.started
    ctx.started.push(job!)
    await ctx.runStarted()
    expect(await partner()).toMatchObject({ fca_status: 'found', version: 3 })
  })

  it('promises a check for a partner that is made with a number', async () => {
    const ctx = testCtx({ env: registered })
    await makePartner(ctx, { name: 'Another', fcaNumber: '000101' })
    await ctx.runStarted()
    expect(await rows('SELECT fca_status FROM partners WHERE id = 3')).toEqual([{ fca_status: 'found' }])
  })
})
