import { describe, expect, inject, it, vi } from 'vitest'
import { completeDelivery } from '../../../contract/delivery.ts'
import { minuteMs } from '../../../contract/time.ts'
import { partnerWebhookTypes } from '../../../contract/webhook.ts'
import { runDue } from '../../../worker/jobs/cron.ts'
import { captureLead } from '../../../worker/operations/leads/capture-lead.ts'
import { readLead } from '../../../worker/operations/leads/read-lead.ts'
import { updatePartner } from '../../../worker/operations/partners/update-partner.ts'
import { createWebhook } from '../../../worker/operations/webhooks/create-webhook.ts'
import { callOut } from '../../../worker/outside/http.ts'
import { Problem } from '../../../worker/problem.ts'
import { insideSpellings } from '../../fixtures/inside-addresses.ts'
import { testCtx, testDb } from '../../support/ctx.ts'
import { buildWorld, usualLead } from '../../support/world.ts'

/** SSRF (ENGINE 5): an address inside a network is refused when it is saved, refused when it is called, never reached. */

const { trap, http } = inject('outside')
const port = new URL(trap).port
const production = { ...testCtx().env, ENVIRONMENT: 'production' as const }
const start = Date.UTC(2026, 5, 15, 12)

/** Spellings of this very machine, at a port where somebody listens and counts who connects. */
const doorsOfOurs = [
  ...[
    '127.0.0.1',
    '127.1',
    '127.0.1',
    '2130706433',
    '0x7f000001',
    '0x7f.1',
    '0177.0.0.1',
    '017700000001',
    '0',
    '0.0.0.0',
  ],
  ...['[::1]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[::]', '[64:ff9b::7f00:1]', '[0:0:0:0:0:ffff:127.0.0.1]'],
  ...[
    'localhost',
    'LOCALHOST.',
    'app.localhost',
    '127.0.0.1.',
    '１２７.０.０.１',
    '127。0。0。1',
    '①②⑦.0.0.1',
    '%31%32%37.0.0.1',
  ],
].flatMap((host) => [`https://${host}:${port}/`, `http://${host}:${port}/`])

const withCredentials = [
  `https://user@127.0.0.1:${port}/`,
  `https://leads.example.com@127.0.0.1:${port}/`,
  `https://leads.example.com:443@127.0.0.1:${port}/`,
  `https://user:hunter2@[::1]:${port}/`,
]

const otherSchemes = [
  ...['ftp:', 'file:', 'gopher:', 'ws:', 'data:,', 'javascript:', 'blob:https:', 'unix:', 'smtp:'].map(
    (scheme) => `${scheme}//127.0.0.1:${port}/`,
  ),
  `//127.0.0.1:${port}/`,
  `127.0.0.1:${port}`,
]

const everySpelling = [
  ...new Set([...insideSpellings.map(([url]) => url), ...doorsOfOurs, ...withCredentials, ...otherSchemes]),
]

const connections = async (): Promise<number> => (await fetch(trap)).json()

/** Nobody but the one who asks has connected meanwhile. */
async function expectNoConnection(during: () => Promise<void>): Promise<void> {
  const before = await connections()
  await during()
  expect((await connections()) - before).toBe(1)
}

/** And nobody has even tried to call anything. */
const expectNoCall = (during: () => Promise<void>): Promise<void> =>
  expectNoConnection(async () => {
    const fetched = vi.spyOn(globalThis, 'fetch')
    await during()
    expect(fetched).not.toHaveBeenCalled()
    fetched.mockRestore()
  })

const isThisMachine = (host: string) => /^(127\.[\d.]*|(.*\.)?localhost\.*|\[::1\])$/.test(host)

async function problemOf(work: Promise<unknown>): Promise<Problem> {
  const problem = await work.then(
    () => null,
    (error) => error,
  )
  expect(problem).toBeInstanceOf(Problem)
  return problem
}

describe('an address inside a network', () => {
  it('promises that there are more than forty spellings of it here', () => {
    expect(everySpelling.length).toBeGreaterThan(120)
  })

  it('promises that it is refused when it is saved, whatever its spelling, with a pointer', async () => {
    await buildWorld(testDb(), { partners: [{ id: 1 }] })
    const ctx = testCtx({ env: production, actor: { kind: 'admin', keyId: 1, keyVersion: 1 } })
    await expectNoCall(async () => {
      for (const url of everySpelling) {
        const delivery = completeDelivery({ email: null, internet: { format: 'json', url, headers: {} } })
        // The schema is the first door, which refuses what is no address at all; this is the second.
        const change = updatePartner(ctx, 1, { delivery })
        expect((await problemOf(change)).errors?.[0], url).toMatchObject({
          pointer: '/delivery/internet/url',
          code: 'ADDRESS_NOT_ALLOWED',
        })
      }
    })
  })

  it('promises the same of a webhook', async () => {
    await buildWorld(testDb(), { partners: [{ id: 1 }] })
    const ctx = testCtx({ env: production, actor: { kind: 'admin', keyId: 1, keyVersion: 1 } })
    const webhook = { name: 'Inside', partnerId: 1, format: 'standard', personData: false, active: true } as const
    await expectNoCall(async () => {
      for (const url of everySpelling) {
        const made = createWebhook(ctx, { ...webhook, url, types: [partnerWebhookTypes[0]!] })
        const refusal = { pointer: '/url', code: 'ADDRESS_NOT_ALLOWED' }
        expect((await problemOf(made)).errors?.[0], url).toMatchObject(refusal)
      }
    })
  })

  it('promises that no byte goes there, whatever its spelling', async () => {
    await expectNoCall(async () => {
      for (const url of everySpelling) {
        const result = await callOut(production, { url, method: 'POST', headers: {}, body: '{"lead":1}' })
        expect(result, url).toMatchObject({ kind: 'unreached', tookMs: 0 })
        expect(JSON.stringify(result)).not.toContain('hunter2')
      }
    })
  })

  it('promises that in development, which may call this machine, every other inside address is refused too', async () => {
    const elsewhere = insideSpellings.filter(([url]) => !isThisMachine(new URL(url).hostname))
    expect(elsewhere.length).toBeGreaterThan(40)
    await expectNoCall(async () => {
      for (const [url] of elsewhere)
        expect(await callOut(testCtx().env, { url, method: 'POST', headers: {} }), url).toMatchObject({
          kind: 'unreached',
          tookMs: 0,
        })
    })
  })

  it('promises that one which got into the settings all the same reaches nobody, and the lead goes on', async () => {
    const saved = (url: string) => ({ email: null, internet: { format: 'json', url, headers: {} } })
    await buildWorld(testDb(), {
      partners: [{ id: 1, delivery: saved(`https://127.0.0.1:${port}/`) }, { id: 2 }],
      setups: [
        { id: 1, partnerId: 1, leadTypeId: 1, priority: 1 },
        { id: 2, partnerId: 2, leadTypeId: 1 },
      ],
    })
    const lead = { leadTypeId: 1, introducerId: null, channel: 'json', pageUrl: null, fields: usualLead(1) } as const
    const ctx = testCtx({ now: start, env: production })
    let id = ''
    await expectNoCall(async () => {
      id = (await captureLead(ctx, lead)).id
      await ctx.runStarted()
      const later = testCtx({ now: start + 31 * minuteMs, env: production })
      await runDue(() => later)
      await later.runStarted()
    })
    const { referrals } = await readLead(testCtx(), id)
    expect(referrals.map(({ partner, state }) => [partner.id, state])).toMatchObject([
      ['ptn_1', 'failed'],
      ['ptn_2', expect.any(String)],
    ])
  })

  it('promises that no redirect leads there', async () => {
    await expectNoConnection(async () => {
      for (const status of [301, 302, 303, 307, 308]) {
        const url = `${http}/answer?status=${status}&header=location:${trap}/`
        const result = await callOut(testCtx().env, { url, method: 'POST', headers: {}, body: '{}' })
        expect(result).toMatchObject({ kind: 'answer', status })
      }
    })
  })
})
