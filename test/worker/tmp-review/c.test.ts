import { env } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import { minuteMs } from '../../../contract/time.ts'
import { runDue } from '../../../worker/jobs/cron.ts'
import { makeJobCtx } from '../../../worker/make-ctx.ts'
import { captureLead } from '../../../worker/operations/leads/capture-lead.ts'
import { testCtx, testDb } from '../../support/ctx.ts'
import { buildWorld, usualLead } from '../../support/world.ts'

describe('statements of a sweep', () => {
  it.each([['route-lead'], ['look-again']])('%s', async (kind) => {
    await buildWorld(testDb(), { partners: [{ id: 1, online: false }], setups: [{ id: 1, partnerId: 1, leadTypeId: 1 }] })
    const now = Date.now() - 10 * minuteMs
    const ids: string[] = []
    for (let n = 0; n < 120; n++) ids.push((await captureLead(testCtx({ now: now + n }), { leadTypeId: 1, introducerId: null, channel: 'json', pageUrl: null, fields: usualLead(n) })).id)
    await testDb().prepare('UPDATE partners SET online = 1, version = version + 1').run()
    if (kind === 'route-lead') {
      await testDb().prepare('DELETE FROM looks').run()
      await testDb().prepare(`INSERT INTO jobs (due, id, kind, data, attempts, party) SELECT ${now}, 'route:' || value, 'route-lead', json_object('leadId', value), 0, NULL FROM json_each(?)`).bind(JSON.stringify(ids)).run()
    }
    let statements = 0
    let calls = 0
    const db = testDb()
    const wrap = (s: any): any => new Proxy(s, { get(t, k) {
      if (k === 'inner') return t
      if (k === 'bind') return (...a: unknown[]) => wrap(t.bind(...a))
      if (['all', 'run', 'first', 'raw'].includes(String(k))) return (...a: unknown[]) => { statements++; calls++; return t[k](...a) }
      const v = t[k]; return typeof v === 'function' ? v.bind(t) : v } })
    const DB = { prepare: (sql: string) => wrap(db.prepare(sql)), batch: (list: any[]) => { statements += list.length; calls++; return db.batch(list.map((s) => s.inner ?? s)) } }
    const waiting: Promise<unknown>[] = []
    const ran = await runDue(() => makeJobCtx({ env: { ...(env as any), DB }, requestId: 'x', waitUntil: (w) => void waiting.push(w) }))
    while (waiting.length) await waiting.shift()
    console.log(kind, 'ran', ran, 'statements', statements, 'calls', calls, JSON.stringify((await testDb().prepare('SELECT state, count(*) n FROM referrals GROUP BY 1').all()).results))
    expect(statements).toBeLessThan(1000)
  })
})
