import { describe, expect, it } from 'vitest'
import { writeTransfer } from '../../../db/store/transfers.ts'
import { runJob } from '../../../worker/jobs/run-job.ts'
import { publicLink } from '../../../worker/operations/public-link.ts'
import { runStatement, statementJob } from '../../../worker/operations/statements/run-statement.ts'
import { rows } from '../../support/config.ts'
import { type TestCtx, testCtx, testDb } from '../../support/ctx.ts'
import { setPreferences } from '../../support/preferences.ts'
import { settledFetch } from '../../support/settled-fetch.ts'
import { sweepAt } from '../../support/sweep-at.ts'
import { buildWorld } from '../../support/world.ts'
import { mails, offerLead, offerWorld, start } from '../offers/offer-world.ts'

const house = 'https://leads.example.com'

/** What happens at an instant, in a deployment that knows its address (or does not). */
function ctxAt(now: number, PUBLIC_URL: string | undefined): TestCtx {
  const ctx = testCtx({ now })
  const { PUBLIC_URL: _, ...env } = ctx.env
  return testCtx({ now, env: PUBLIC_URL === undefined ? env : { ...env, PUBLIC_URL } })
}

const linkIn = (body: string): string | undefined => /https?:\/\/\S+/.exec(body)?.[0]

/** What a browser gets at the path of a link. */
async function page(link: string): Promise<{ status: number; body: string }> {
  const response = await settledFetch()(new Request(`https://baton.example.com${new URL(link).pathname}`))
  return { status: response.status, body: await response.text() }
}

describe('an address of this deployment', () => {
  it.each([
    [house, `${house}/a/b`],
    [`${house}/`, `${house}/a/b`],
    [`${house}/portal?x=1`, `${house}/a/b`],
    ['http://127.0.0.1:8787', 'http://127.0.0.1:8787/a/b'],
    [undefined, null],
    ['', null],
    ['leads.example.com', null],
    ['javascript:alert(1)', null],
  ])('promises of the setting %s the link %s', (setting, link) => {
    expect(publicLink(ctxAt(start, setting), '/a/b')).toBe(link)
  })
})

describe('the notice of an offer', () => {
  it.each([house, undefined])('promises its page where the address is %s, and else what to do without', async (url) => {
    const now = Date.now()
    await offerWorld()
    await offerLead(1, ctxAt(now, url))
    const { body } = (await mails())[0]!
    if (url === undefined) {
      expect(linkIn(body)).toBeUndefined()
      expect(body).toContain('What to do: accept or decline the referral above')
      return
    }
    expect(linkIn(body)).toMatch(/^https:\/\/leads\.example\.com\/offers\/[\w.~-]+$/)
    const opened = await page(linkIn(body)!)
    expect([opened.status, opened.body.includes('Do you want this lead?')]).toEqual([200, true])
  })

  it('promises the same link from an offer that was told late: its time counts from then', async () => {
    await offerWorld()
    const late = ctxAt(Date.now(), house)
    await offerLead(1, { ...late, startJob: () => {} })
    expect(await mails()).toEqual([])
    await sweepAt(late.now + 5 * 60_000, late)
    expect((await page(linkIn((await mails())[0]!.body)!)).body).toMatch(/3[45] minutes left/)
  })
})

describe('the notice of low funds', () => {
  const lowFunds = async (url: string | undefined, paypalPortal: boolean) => {
    const now = Date.now()
    await buildWorld(testDb(), { partners: [{ id: 1, balance: 10_000 }], preferences: { paypalPortal } })
    await testDb().batch([
      ...setPreferences(testDb(), { paypalPortal }),
      testDb().prepare(
        "INSERT INTO history (id, version, event, actor, at, commit_id) SELECT 'ptn_1', version + 1, 'x', 'x', 0, 'x' FROM partners WHERE id = 1",
      ),
      testDb().prepare('UPDATE partners SET low_funds_threshold = 5000, version = version + 1 WHERE id = 1'),
      writeTransfer(
        testDb(),
        { id: 'm', party: 1, kind: 'adjustment', debit: 'available', credit: 'revenue', amountMinor: 6000 },
        now,
      ),
    ])
    const [job] = await rows<{ due: number; id: string; kind: string; data: string; attempts: number }>(
      "SELECT * FROM jobs WHERE kind = 'low-funds'",
    )
    const ctx = ctxAt(now, url)
    await runJob(ctx, { ...job!, data: JSON.parse(job!.data), party: null })
    await ctx.runStarted()
    return (await mails()).at(-1)!.body
  }

  it('promises the page for paying in', async () => {
    const link = linkIn(await lowFunds(house, true))!
    const opened = await page(link)
    expect([opened.status, opened.body.includes('£40.00')]).toEqual([200, true])
  })

  it.each<[string | undefined, boolean]>([
    [undefined, true],
    [house, false],
  ])('promises whom to ask where the address is %s and payments are on: %s', async (url, on) => {
    const body = await lowFunds(url, on)
    expect(linkIn(body)).toBeUndefined()
    expect(body).toContain('Test Broker can tell you how.')
  })
})

describe('the notice of a statement', () => {
  const monthOver = Date.UTC(2026, 10, 2, 3, 32)

  const make = async (url: string | undefined, amounts: number[] = [1000]) => {
    await buildWorld(testDb(), { partners: [{ id: 1, balance: 0 }] })
    await testDb().batch([
      testDb().prepare(
        "INSERT INTO history (id, version, event, actor, at, commit_id) SELECT 'ptn_1', version + 1, 'x', 'x', 0, 'x' FROM partners WHERE id = 1",
      ),
      testDb().prepare("UPDATE partners SET contact_email = 'owner@example.com', version = version + 1 WHERE id = 1"),
      ...amounts.map((amountMinor, i) =>
        writeTransfer(
          testDb(),
          { id: `m:${i}`, party: 1, kind: 'payment', debit: 'world', credit: 'available', amountMinor },
          Date.UTC(2026, 9, 5),
        ),
      ),
    ])
    const ctx = ctxAt(monthOver, url)
    const job = statementJob(monthOver, { partnerId: 1, month: 202610 })
    const { insertJob } = await import('../../../db/store/jobs.ts')
    await insertJob(testDb(), job).run()
    await runStatement(ctx, { partnerId: 1, month: 202610, job })
    await ctx.runStarted()
    return mails()
  }

  it('promises the statement’s page, once, to the partner', async () => {
    const [mail, ...others] = await make(house)
    expect([mail!.recipients, others]).toEqual(['["owner@example.com"]', []])
    expect(mail!.subject).toBe('Your statement of 2026-10 from Test Broker')
    expect(linkIn(mail!.body)).toMatch(/^https:\/\/leads\.example\.com\/statements\/1-202610-/)
  })

  it('promises whom to ask where nobody knows the address', async () => {
    const [mail] = await make(undefined)
    expect(linkIn(mail!.body)).toBeUndefined()
    expect(mail!.body).toContain('Test Broker sends it to you if you ask')
  })

  it('promises silence about a month in which nothing happened', async () => {
    expect(await make(house, [])).toEqual([])
    expect(await rows('SELECT month FROM statements')).toEqual([{ month: 202610 }])
  })
})
