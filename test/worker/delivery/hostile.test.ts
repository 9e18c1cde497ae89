import { describe, expect, inject, it, onTestFinished, vi } from 'vitest'
import { type InternetFormatId, internetFormatIds } from '../../../contract/delivery.ts'
import { parseReferralId, referralId } from '../../../contract/id.ts'
import { hourMs, minuteMs } from '../../../contract/time.ts'
import { runDue } from '../../../worker/jobs/cron.ts'
import { verifyLedger } from '../../../worker/operations/billing/verify-ledger.ts'
import { captureLead } from '../../../worker/operations/leads/capture-lead.ts'
import { readTries } from '../../../worker/operations/referrals/read-referral.ts'
import { type TestCtx, testCtx, testDb } from '../../support/ctx.ts'
import type { MailHabit } from '../../support/outside-world/hostile-mail.ts'
import type { Sighting } from '../../support/outside-world/hostile-server.ts'
import { buildWorld, usualLead } from '../../support/world.ts'

/**
 * Every bad habit that a partner's server can have, in every format, through the real job. What must hold in the end
 * is the table of ENGINE 5: what became of the referral, of its hold, whether it is tried again, whether the lead went
 * to somebody else.
 */

const outside = inject('outside')
const start = Date.UTC(2026, 5, 15, 12)
const rescuer = 99

interface End {
  outcome: string
  state: string
  /** [available, held], of 10.00 and what was there before. */
  money: 'charged' | 'held' | 'released'
  /** Whether it is tried again by itself. */
  again: boolean
  /** Whether the lead went to the next partner. */
  rescued: boolean
}

const unknown: End = { outcome: 'unknown', state: 'unknown', money: 'held', again: true, rescued: false }
const accepted: End = { outcome: 'accepted', state: 'delivered', money: 'charged', again: false, rescued: false }
const passing: End = { outcome: 'error_retryable', state: 'referred', money: 'held', again: true, rescued: false }
const final: End = { outcome: 'error_final', state: 'failed', money: 'released', again: false, rescued: true }
const rejected: End = { ...final, outcome: 'rejected', state: 'rejected' }
const duplicate: End = { ...final, outcome: 'duplicate', state: 'duplicate' }

/** Those that only time ends: they are asked together, under a short limit. */
const slow = ['never-answers', 'never-reads', 'drips-its-head', 'drips-its-body', 'endless-chunks']

const saying = (words: string) => `${outside.http}/answer?body=${encodeURIComponent(words)}`
const soap = (inner: string) => `<s:Envelope xmlns:s="urn:s"><s:Body>${inner}</s:Body></s:Envelope>`

/** "rejected" and "duplicate" in the language of each format. */
const inItsLanguage: Record<InternetFormatId, (word: string) => string> = {
  json: (word) => JSON.stringify({ status: word }),
  xml: (word) => `<response><status>${word}</status></response>`,
  'form-post': (word) => `status=${word}&reason=full`,
  'soap-1-1': (word) => soap(`<SubmitResult><Status>${word}</Status></SubmitResult>`),
  'soap-1-2': (word) => soap(`<r>&lt;answer&gt;&lt;status&gt;${word}&lt;/status&gt;&lt;/answer&gt;</r>`),
}

const soapFault = soap('<s:Fault><faultcode>s:Client</faultcode><faultstring>Bad</faultstring></s:Fault>')

/** What each habit must come to after its first try. A habit of the hostile server is named by its path. */
function habitsOf(format: InternetFormatId): Record<string, { url?: string; end: End }> {
  const isSoap = format.startsWith('soap')
  const say = inItsLanguage[format]
  return {
    'never-answers': { end: unknown },
    'never-reads': { end: unknown },
    'drips-its-head': { end: unknown },
    'drips-its-body': { end: unknown },
    'endless-chunks': { end: unknown },
    'resets-at-once': { end: unknown },
    'resets-after-the-bytes': { end: unknown },
    'closes-after-the-bytes': { end: unknown },
    'breaks-off': { end: unknown },
    'is-not-http': { end: unknown },
    'is-no-gzip': { end: unknown },
    'answers-500': { end: passing },
    'answers-429': { end: passing },
    'answers-410': { end: final },
    'answers-nothing': { end: accepted },
    'sends-200-mb': { end: accepted },
    'is-a-gzip-bomb': { end: accepted },
    'answers-broken-xml': { end: accepted },
    'declares-entities': { end: accepted },
    'lies-about-its-charset': { end: accepted },
    'invents-a-charset': { end: accepted },
    'answers-in-utf-16': { end: format === 'json' || format === 'form-post' ? rejected : accepted },
    'a closed port': { url: outside.refused, end: passing },
    'a redirect into a private network': {
      url: `${outside.http}/answer?status=302&header=location:http://10.0.0.1/`,
      end: final,
    },
    'a redirect to another door of ours': {
      url: `${outside.http}/answer?status=307&header=location:${outside.hostile}/answers-nothing`,
      end: final,
    },
    '200 with a reject': { url: saying(say('rejected')), end: rejected },
    '200 with a duplicate': { url: saying(say('duplicate')), end: duplicate },
    '409': { url: `${outside.http}/answer?status=409`, end: duplicate },
    '422 that says accepted': {
      url: `${outside.http}/answer?status=422&body=${encodeURIComponent(say('accepted'))}`,
      end: final,
    },
    '500 with a SOAP fault of the message': {
      url: `${outside.http}/answer?status=500&body=${encodeURIComponent(soapFault)}`,
      end: isSoap ? final : passing,
    },
  }
}

/** No call takes longer than this; what the house itself allows is 15 s. */
function limitCalls(ms: number): void {
  const spy = vi.spyOn(AbortSignal, 'timeout').mockImplementation((asked) => timeout(Math.min(asked, ms)))
  onTestFinished(() => spy.mockRestore())
}

const timeout = AbortSignal.timeout.bind(AbortSignal)

/** One lead type and one partner for each habit, and one partner that takes whatever comes to it. */
async function hostileWorld(deliveries: unknown[]): Promise<void> {
  const numbers = deliveries.map((_, i) => i + 1)
  await buildWorld(testDb(), {
    leadTypes: numbers.map((id) => ({ id })),
    partners: [
      ...deliveries.map((delivery, i) => ({ id: i + 1, delivery })),
      {
        id: rescuer,
        delivery: { email: null, internet: { format: 'json', url: `${outside.http}/answer`, headers: {} } },
      },
    ],
    setups: numbers.flatMap((n) => [
      { id: n, partnerId: n, leadTypeId: n, priority: 1 },
      { id: 1000 + n, partnerId: rescuer, leadTypeId: n },
    ]),
  })
}

async function capture(ctx: TestCtx, leadTypeId: number): Promise<string> {
  const lead = { introducerId: null, channel: 'json', pageUrl: null, fields: usualLead(leadTypeId) } as const
  return (await captureLead(ctx, { leadTypeId, ...lead })).id
}

async function endOf(leadId: string, partnerId: number): Promise<End> {
  const referral = await testDb()
    .prepare('SELECT state FROM referrals WHERE lead_id = ? AND partner_id = ?')
    .bind(leadId, partnerId)
    .first<{ state: string }>()
  const other = await testDb()
    .prepare("SELECT 1 FROM referrals WHERE lead_id = ? AND partner_id = ? AND state = 'delivered'")
    .bind(leadId, rescuer)
    .first()
  const last = await testDb()
    .prepare('SELECT balance, held FROM transfers WHERE party = ? ORDER BY transfers.n DESC LIMIT 1')
    .bind(partnerId)
    .first<{ balance: number; held: number }>()
  const job = await testDb()
    .prepare("SELECT 1 FROM jobs WHERE kind = 'deliver-referral' AND party = ?")
    .bind(partnerId)
    .first()
  const { items } = await readTries(testCtx(), parseReferralId(referralId(leadId, partnerId))!)
  const money = last!.held > 0 ? 'held' : last!.balance === 999_000 ? 'charged' : 'released'
  return { outcome: items[0]!.outcome, state: referral!.state, money, again: job !== null, rescued: other !== null }
}

const endsOf = async (names: string[], leadIds: string[]): Promise<Record<string, End>> =>
  Object.fromEntries(await Promise.all(names.map(async (name, i) => [name, await endOf(leadIds[i]!, i + 1)] as const)))

const sightings = async (): Promise<Record<string, Sighting>> => (await fetch(`${outside.hostile}/_seen`)).json()

const booksAreRight = async () => expect((await verifyLedger(testCtx())).findings).toEqual([])

describe('a hostile server', () => {
  it.each(internetFormatIds)('promises the ends of ENGINE 5 for every bad habit, by %s', async (format) => {
    const habits = habitsOf(format)
    const names = Object.keys(habits)
    const urlOf = (name: string) => habits[name]!.url ?? `${outside.hostile}/${name}/${format}`
    await hostileWorld(names.map((name) => ({ email: null, internet: { format, url: urlOf(name), headers: {} } })))

    const contexts = names.map(() => testCtx({ now: start }))
    const leadIds: string[] = []
    for (const [i, ctx] of contexts.entries()) leadIds.push(await capture(ctx, i + 1))
    const runAll = (chosen: (name: string) => boolean) =>
      Promise.all(contexts.filter((_, i) => chosen(names[i]!)).map((ctx) => ctx.runStarted()))
    limitCalls(10_000)
    await runAll((name) => !slow.includes(name))
    limitCalls(600)
    await runAll((name) => slow.includes(name))

    const ends = Object.fromEntries(names.map((name) => [name, habits[name]!.end]))
    expect(await endsOf(names, leadIds)).toEqual(ends)
    await booksAreRight()

    // Half an hour later: what reached nobody went on, what is unknown did not, and nobody was charged twice.
    const later = testCtx({ now: start + 31 * minuteMs })
    await runDue(() => later)
    await later.runStarted()
    expect(await endsOf(names, leadIds)).toEqual({ ...ends, 'a closed port': { ...final, outcome: 'error_retryable' } })
    await booksAreRight()
  })

  it('promises that every repeat carried the same reference', async () => {
    const delivery = { format: 'json', url: `${outside.hostile}/closes-after-the-bytes/again`, headers: {} }
    await hostileWorld([{ email: null, internet: delivery }])
    const before = (await sightings())['closes-after-the-bytes']?.references.length ?? 0
    const ctx = testCtx({ now: start })
    const leadId = await capture(ctx, 1)
    await ctx.runStarted()
    for (const after of [10 * minuteMs, 45 * minuteMs, 5 * hourMs]) await runDue(() => testCtx({ now: start + after }))
    const references = (await sightings())['closes-after-the-bytes']!.references.slice(before)
    expect(references.length).toBeGreaterThan(2)
    expect(new Set(references)).toEqual(new Set([referralId(leadId, 1)]))
  })

  it('promises that of 200 MB, and of a gzip bomb, no more is read than is kept', async () => {
    await hostileWorld(
      ['sends-200-mb', 'is-a-gzip-bomb'].map((habit) => ({
        email: null,
        internet: { format: 'json', url: `${outside.hostile}/${habit}`, headers: {} },
      })),
    )
    const before = (await sightings())['sends-200-mb']?.sent ?? 0
    const ctx = testCtx({ now: start })
    const leadIds = [await capture(ctx, 1), await capture(ctx, 2)]
    const startedAt = Date.now()
    await ctx.runStarted()
    expect(Date.now() - startedAt).toBeLessThan(10_000)
    for (const [i, leadId] of leadIds.entries()) {
      const { items } = await readTries(testCtx(), parseReferralId(referralId(leadId, i + 1))!)
      const { body, truncated } = items[0]!.answer as { body: string; truncated: boolean }
      expect([body.length, truncated]).toEqual([64 * 1024, true])
    }
    await vi.waitFor(async () => expect((await sightings())['sends-200-mb']!.sent).toBeGreaterThan(before))
    expect((await sightings())['sends-200-mb']!.sent - before).toBeLessThan(32 * 1024 * 1024)
  })

  it('promises that where it redirects to is never asked', async () => {
    const seenBefore = (await sightings())['answers-nothing']?.connections ?? 0
    await hostileWorld([
      {
        email: null,
        internet: {
          format: 'json',
          url: `${outside.http}/answer?status=302&header=location:${outside.hostile}/answers-nothing`,
          headers: {},
        },
      },
    ])
    const ctx = testCtx({ now: start })
    await capture(ctx, 1)
    await ctx.runStarted()
    expect((await sightings())['answers-nothing']?.connections ?? 0).toBe(seenBefore)
  })

  it('promises that a Retry-After of two hours is waited for', async () => {
    await hostileWorld([
      { email: null, internet: { format: 'xml', url: `${outside.hostile}/answers-429`, headers: {} } },
    ])
    const ctx = testCtx({ now: start })
    await capture(ctx, 1)
    await ctx.runStarted()
    const job = await testDb().prepare("SELECT due FROM jobs WHERE kind = 'deliver-referral'").first<{ due: number }>()
    expect(job!.due).toBeGreaterThanOrEqual(start + 2 * hourMs)
  })

  it('promises that 410 switches the address off until somebody changes something', async () => {
    await hostileWorld([
      { email: null, internet: { format: 'json', url: `${outside.hostile}/answers-410`, headers: {} } },
    ])
    const ctx = testCtx({ now: start })
    await capture(ctx, 1)
    await ctx.runStarted()
    const row = await testDb()
      .prepare('SELECT breaker_until FROM partners WHERE id = 1')
      .first<{ breaker_until: number }>()
    expect(row!.breaker_until).toBeGreaterThan(start + 365 * 24 * hourMs)
  })
})

describe('a hostile mail server', () => {
  const unreached: End = passing
  const ends: Record<MailHabit, End> = {
    'is-silent-at-first': unreached,
    'drips-its-greeting': unreached,
    'resets-at-once': unreached,
    'is-no-mail-server': unreached,
    'turns-us-away': unreached,
    'resets-before-the-message': unreached,
    'knows-nobody': final,
    'is-busy': passing,
    'is-silent-after-the-message': unknown,
    'resets-after-the-message': unknown,
    'closes-after-the-message': unknown,
    'drips-its-answer': unknown,
    'breaks-off': unknown,
    'talks-nonsense': unknown,
    'refuses-the-message': final,
    'asks-for-it-later': passing,
    'closes-for-today': passing,
    'takes-it-in-latin-1': accepted,
    'takes-it-and-says-rejected': accepted,
    'takes-it-at-length': accepted,
  }
  /** Nothing of these has arrived, so that half an hour later another partner has the lead. */
  const goOn: MailHabit[] = [
    'is-silent-at-first',
    'drips-its-greeting',
    'resets-at-once',
    'is-no-mail-server',
    'turns-us-away',
    'resets-before-the-message',
    'is-busy',
  ]

  it('promises the ends of ENGINE 5 for every bad habit, by e-mail', async () => {
    limitCalls(1000)
    const names = Object.keys(ends) as MailHabit[]
    await hostileWorld(names.map((_, i) => ({ email: { to: [`buyer${i}@example.com`] }, internet: null })))
    const { env } = testCtx()
    const ctxOf = (name: MailHabit, now: number) =>
      testCtx({ now, env: { ...env, SMTP_URL: outside.hostileMail[name] } })
    const leadIds: string[] = []
    const contexts = names.map((name) => ctxOf(name, start))
    for (const [i, ctx] of contexts.entries()) leadIds.push(await capture(ctx, i + 1))
    await Promise.all(contexts.map((ctx) => ctx.runStarted()))
    expect(await endsOf(names, leadIds)).toEqual(ends)
    await booksAreRight()

    await testDb()
      .prepare('UPDATE jobs SET due = ?')
      .bind(start + 30 * 24 * hourMs)
      .run()
    for (const name of goOn) {
      const later = ctxOf(name, start + 31 * minuteMs)
      await testDb()
        .prepare('UPDATE jobs SET due = ? WHERE party = ?')
        .bind(later.now, names.indexOf(name) + 1)
        .run()
      await runDue(() => later)
      await later.runStarted()
    }
    const after = await endsOf(names, leadIds)
    for (const name of names)
      expect(after[name], name).toEqual(goOn.includes(name) ? { ...final, outcome: ends[name].outcome } : ends[name])
    await booksAreRight()
  })
})
