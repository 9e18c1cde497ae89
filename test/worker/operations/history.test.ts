import * as v from 'valibot'
import { beforeEach, describe, expect, it } from 'vitest'
import { historyQuery } from '../../../contract/history.ts'
import { toLeadId } from '../../../contract/id.ts'
import { commit } from '../../../db/commit.ts'
import { type HistoryFilter, historyQueryOf } from '../../../db/store/history-list.ts'
import { listHistory } from '../../../worker/operations/history/list-history.ts'
import { admin, makeBroker, makeKey, makePartner, refusal, strangers } from '../../support/config.ts'
import { type TestCtx, testCtx, testDb } from '../../support/ctx.ts'

const noon = Date.UTC(2026, 5, 15, 12)
const leadId = toLeadId('0195e2f4-6a3c-7b21-8d4e-5f6000000000')

/** As the API would ask. */
const list = (query: Record<string, string> = {}, ctx: TestCtx = testCtx({ actor: admin })) =>
  listHistory(ctx, v.parse(v.strictObject(historyQuery), query))

const shown = async (query: Record<string, string>) =>
  (await list(query)).items.map(({ thing, version, event }) => `${thing}/${version} ${event}`)

const note = (id: string, version: number, event: string, { by, now }: { by: string; now: number }) =>
  commit(
    { ...testCtx({ now }), by },
    { history: [{ id, version, event, data: { n: version }, raw: { secret: 1 } }], write: [] },
  )

const minutes = (count: number) => noon + count * 60_000
const iso = (count: number) => new Date(minutes(count)).toISOString()

describe('listHistory', () => {
  beforeEach(async () => {
    await note('ptn_7', 1, 'created', { by: 'key_1', now: minutes(0) })
    await note(leadId, 1, 'lead.captured', { by: 'key_2', now: minutes(1) })
    await note(leadId, 2, 'lead.routed', { by: 'job', now: minutes(2) })
    await note('ptn_7', 2, 'paused', { by: 'key_2', now: minutes(3) })
    await note(leadId, 3, 'lead.referred', { by: 'key_1', now: minutes(4) })
    await note('ptn_7', 3, 'changed', { by: 'job', now: minutes(5) })
  })

  it.each<[string, Record<string, string>, string[]]>([
    ['everything of one thing', { thing: 'ptn_7' }, ['ptn_7/3 changed', 'ptn_7/2 paused', 'ptn_7/1 created']],
    [
      'of a lead also its capture and what jobs did',
      { thing: leadId },
      [`${leadId}/3 lead.referred`, `${leadId}/2 lead.routed`, `${leadId}/1 lead.captured`],
    ],
    ['what one actor did, without the leads it captured', { actor: 'key_2' }, ['ptn_7/2 paused']],
    ['what jobs did, but not to leads', { actor: 'job' }, ['ptn_7/3 changed']],
    [
      'all but what happens with every lead by itself',
      {},
      ['ptn_7/3 changed', `${leadId}/3 lead.referred`, 'ptn_7/2 paused', 'ptn_7/1 created'],
    ],
    ['from an instant on, included', { from: iso(4) }, ['ptn_7/3 changed', `${leadId}/3 lead.referred`]],
    ['until an instant, not included', { to: iso(3) }, ['ptn_7/1 created']],
    ['a span of one actor', { actor: 'key_1', from: iso(1), to: iso(5) }, [`${leadId}/3 lead.referred`]],
    ['one thing, one actor', { thing: 'ptn_7', actor: 'key_2' }, ['ptn_7/2 paused']],
    ['nothing of what is not there', { thing: 'ptn_99' }, []],
  ])('promises %s, newest first', async (_, query, expected) => {
    expect(await shown(query)).toEqual(expected)
  })

  it.each<[string, Record<string, string>]>([
    ['by time', {}],
    ['by thing', { thing: 'ptn_7' }],
    ['by actor', { actor: 'key_1' }],
  ])('promises pages that go on where the one before ended, %s', async (_, query) => {
    const all = await shown(query)
    const paged: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = await list({ ...query, limit: '1', ...(cursor !== '' && { cursor }) })
      paged.push(...page.items.map(({ thing, version, event }) => `${thing}/${version} ${event}`))
      cursor = page.nextCursor
    }
    expect(paged).toEqual(all)
  })

  it('promises what was recorded, and nothing that was sent or answered word for word', async () => {
    const [newest] = (await list({ thing: 'ptn_7' })).items
    expect(newest).toEqual({
      thing: 'ptn_7',
      version: 3,
      event: 'changed',
      actor: 'job',
      key: null,
      at: iso(5),
      data: { n: 3 },
    })
  })

  it.each(strangers)('promises nothing to $kind', async (actor) => {
    expect(await refusal(list({}, testCtx({ actor })))).toMatchObject({ code: 'NOT_ALLOWED' })
  })

  it.each(['x', '1.2', '1.2.ptn_1;', '9999999999999999.1.ptn_1'])(
    'promises to refuse the cursor %s',
    async (cursor) => {
      expect(await refusal(list({ cursor }))).toEqual({ code: 'INVALID_QUERY', errors: ['cursor INVALID'] })
    },
  )

  it.each([iso(1), iso(2)])('promises to refuse a span from 2 minutes past noon until %s', async (to) => {
    expect(await refusal(list({ from: iso(2), to }))).toEqual({ code: 'INVALID_QUERY', errors: ['from NOT_BEFORE'] })
  })

  it.each([{ thing: "ptn_1' OR 1" }, { actor: 'key_x' }, { from: 'yesterday' }])('promises to refuse %o', (query) => {
    expect(v.safeParse(v.strictObject(historyQuery), query).success).toBe(false)
  })
})

describe('an actor in history', () => {
  it('promises the name of its key, and whose it is', async () => {
    const ctx = testCtx()
    await makeBroker(ctx)
    await makePartner(ctx)
    const { key } = await makeKey(ctx, { kind: 'partner', name: 'Back office', partnerId: 'ptn_2' })
    await note('ptn_2', 2, 'paused', { by: key.id, now: noon })
    expect((await list({ actor: key.id })).items[0]?.key).toEqual({
      name: 'Back office',
      kind: 'partner',
      partner: 'ptn_2',
    })
  })
})

describe('the plans of history', () => {
  const none: HistoryFilter = { thing: null, actor: null, from: null, to: null, before: null, limit: 51 }
  const before = { at: noon, id: 'ptn_1', version: 1 }

  it.each<[string, Partial<HistoryFilter>, string]>([
    ['time', {}, 'SCAN history USING INDEX history_at'],
    ['a span', { from: noon, to: noon + 1 }, 'SEARCH history USING INDEX history_at (at>? AND at<?)'],
    ['time, behind a cursor', { before }, 'SEARCH history USING INDEX history_at ((at,id,version)<(?,?,?))'],
    ['actor', { actor: 'key_1' }, 'SEARCH history USING INDEX history_actor (actor=?)'],
    ['actor, in a span', { actor: 'key_1', from: noon }, 'SEARCH history USING INDEX history_actor (actor=? AND at>?)'],
    [
      'actor, behind a cursor',
      { actor: 'key_1', before },
      'SEARCH history USING INDEX history_actor (actor=? AND (at,id,version)<(?,?,?))',
    ],
    ['thing', { thing: 'ptn_1' }, 'SEARCH history USING PRIMARY KEY (id=?)'],
    ['thing, behind a cursor', { thing: 'ptn_1', before }, 'SEARCH history USING PRIMARY KEY (id=? AND version<?)'],
  ])('promise an index and no sorting, by %s', async (_, filter, step) => {
    const { sql, params } = historyQueryOf({ ...none, ...filter })
    const { results } = await testDb()
      .prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .bind(...params)
      .all<{ detail: string }>()
    const steps = results.map(({ detail }) => detail)
    expect(steps).toContain(step)
    expect(steps.join()).not.toContain('TEMP B-TREE')
  })

  it('promise that a captured lead and the work of jobs on it write no row of an index', async () => {
    const write = async (id: string, event: string, by: string) => {
      const [result] = await testDb().batch([
        testDb()
          .prepare("INSERT INTO history (id, version, event, actor, at, commit_id) VALUES (?, 1, ?, ?, 1, 'c')")
          .bind(id, event, by),
      ])
      return result!.meta.rows_written
    }
    expect(await write(leadId, 'lead.captured', 'key_1')).toBe(1)
    expect(await write(leadId.replace('lead', 'ref'), 'referral.delivery', 'job')).toBe(1)
    expect(await write(leadId.replace('lead', 'run'), 'run.stepped', 'job')).toBe(1)
    expect(await write('ptn_1', 'paused', 'key_1')).toBe(3)
  })
})
