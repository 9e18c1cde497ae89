import { beforeEach, describe, expect, it } from 'vitest'
import type { DedupeSettings } from '../../../contract/dedupe.ts'
import { commit } from '../../../db/commit.ts'
import {
  type EarlierLeadRow,
  earlierLeadsSql,
  mostPerKey,
  mustBeNoNewer,
  type SuppressionRow,
  selectPerson,
  suppressionsSql,
} from '../../../db/store/people.ts'
import { personFacts } from '../../../worker/operations/people/person-facts.ts'
import { testCtx, testDb } from '../../support/ctx.ts'
import { leadIdAt } from '../../support/random.ts'
import { buildWorld, insert } from '../../support/world.ts'

const start = Date.UTC(2026, 5, 15, 12)
const idOf = (n: number) => leadIdAt(start + n, n)
const me = leadIdAt(start, 0xfff)

const settings: DedupeSettings = {
  mode: 'all',
  days: 30,
  scope: 'everywhere',
  match: ['email', 'phone'],
  combine: 'any',
  action: 'link',
  clusterOnce: false,
}

/** My keys: e-mail and telephone number. */
const keys = [
  { kind: 'email', key: 'e' },
  { kind: 'phone', key: 'p' },
] as const

interface WorldLead {
  n: number
  keys: string[]
  duplicateOf?: number
  typeId?: number
}

async function writeLeads(leads: WorldLead[]): Promise<void> {
  await testDb().batch([
    insert(
      testDb(),
      'leads',
      leads.map(({ n, duplicateOf, typeId = 1 }) => ({
        id: idOf(n),
        version: 1,
        lead_type_id: typeId,
        channel: 'json',
        received_at: start + n,
        location: 'routed',
        stage: 'new',
        fields: '{}',
        submission_hash: '',
        duplicate_of: duplicateOf === undefined ? null : idOf(duplicateOf),
      })),
    ),
    insert(
      testDb(),
      'dedupe_keys',
      leads.flatMap(({ n, keys }) => keys.map((key) => ({ key, at: start + n, lead_id: idOf(n) }))),
    ),
  ])
}

/** Referrals as they may have ended, without what leads up to them. */
const writeReferrals = (rows: { n: number; partner: number; state: string; at?: number; deliveredAt?: number }[]) =>
  insert(
    testDb(),
    'referrals',
    rows.map(({ n, partner, state, at = n, deliveredAt = null }) => ({
      lead_id: idOf(n),
      partner_id: partner,
      version: 1,
      setup_id: partner,
      lead_type_id: 1,
      method: 'immediate',
      state,
      price: 0,
      referred_at: start + at,
      delivered_at: deliveredAt,
      day: 20260615,
      month: 202606,
      deliver_after: 0,
    })),
  ).run()

const suppress = (rows: { key: string; partner: number }[]) =>
  insert(
    testDb(),
    'suppressions',
    rows.map(({ key, partner }) => ({ key, partner_id: partner, at: 1 })),
  ).run()

async function read(with_: Partial<DedupeSettings> = {}) {
  const results = await testDb().batch(selectPerson(testDb(), { leadId: me, keys: keys.map(({ key }) => key) }))
  const [earlier, suppressed] = results.map(({ results }) => results)
  const facts = personFacts([earlier as EarlierLeadRow[], suppressed as SuppressionRow[]], {
    keys,
    leadGroupId: 1,
    settings: { ...settings, ...with_ },
    now: start + 1000,
  })
  return { facts, rowsRead: results.reduce((sum, { meta }) => sum + meta.rows_read, 0) }
}

const partners = [1, 2, 3, 4, 5, 6, 7, 8, 9]

beforeEach(() =>
  buildWorld(testDb(), {
    leadTypes: [{ id: 1, scope: 20 }, { id: 2 }],
    partners: partners.map((id) => ({ id })),
    setups: partners.map((id) => ({ id, partnerId: id, leadTypeId: 1 })),
  }),
)

describe('what is known of the person behind a lead', () => {
  it('promises nothing of a stranger, at next to no cost', async () => {
    await writeLeads([{ n: 1, keys: ['x', 'y'] }])
    const { facts, rowsRead } = await read()
    expect(facts).toMatchObject({ earlier: [], duplicate: null })
    expect(rowsRead).toBeLessThan(15)
  })

  it('promises the earlier leads with what is shared, and the first of their cluster', async () => {
    await writeLeads([
      { n: 1, keys: ['other'] },
      { n: 2, keys: ['e', 'p', 'other'], duplicateOf: 1 },
      { n: 3, keys: ['p'], typeId: 2 },
    ])
    const { facts } = await read()
    expect(facts.earlier.toSorted((a, b) => a.at - b.at)).toEqual([
      {
        leadId: idOf(2),
        at: start + 2,
        leadGroupId: 1,
        originalId: idOf(1),
        originalAt: start + 1,
        kinds: ['email', 'phone'],
      },
      { leadId: idOf(3), at: start + 3, leadGroupId: 1, originalId: idOf(3), originalAt: start + 3, kinds: ['phone'] },
    ])
    expect(facts.duplicate).toMatchObject({ original: idOf(1), newest: idOf(3), by: ['phone'] })
  })

  it('promises that a lead is no earlier lead of itself', async () => {
    await insert(testDb(), 'dedupe_keys', [{ key: 'e', at: start, lead_id: me }]).run()
    expect((await read()).facts.earlier).toEqual([])
  })

  it('promises who has the person: where a lead is or was, and who knows the person; not who refused or never got it', async () => {
    await writeLeads([{ n: 1, keys: ['e'] }])
    const states: [state: string, deliveredAt: number | undefined, has: boolean][] = [
      ['referred', undefined, true],
      ['accepted', undefined, true],
      ['unknown', undefined, true],
      ['delivered', start, true],
      ['duplicate', undefined, true],
      ['returned', start, true],
      ['unreferred', undefined, false],
      ['rejected', undefined, false],
      ['failed', undefined, false],
    ]
    await writeReferrals(states.map(([state, deliveredAt], i) => ({ n: 1, partner: i + 1, state, deliveredAt })))
    const { reached } = (await read()).facts
    expect([...reached.keys()].sort()).toEqual(states.flatMap(([, , has], i) => (has ? [i + 1] : [])))
  })

  it('promises the last time that a partner was referred the person', async () => {
    await writeLeads([1, 2, 3].map((n) => ({ n, keys: ['e'] })))
    await writeReferrals([
      { n: 1, partner: 1, state: 'delivered', at: 10 },
      { n: 2, partner: 1, state: 'delivered', at: 30 },
      { n: 3, partner: 1, state: 'rejected', at: 50 },
    ])
    expect((await read()).facts.reached).toEqual(new Map([[1, start + 30]]))
  })

  it('promises that only leads of the same person count, by what the broker compares', async () => {
    await writeLeads([
      { n: 1, keys: ['e'] },
      { n: 2, keys: ['e', 'p'] },
    ])
    await writeReferrals([
      { n: 1, partner: 1, state: 'delivered' },
      { n: 2, partner: 2, state: 'delivered' },
    ])
    const reached = async (with_: Partial<DedupeSettings>) => [...(await read(with_)).facts.reached.keys()].sort()
    expect(await reached({})).toEqual([1, 2])
    expect(await reached({ combine: 'all' })).toEqual([2])
    expect(await reached({ match: ['phone'] })).toEqual([2])
    expect(await reached({ mode: 'off' })).toEqual([1, 2])
  })

  it.each([
    ['whatever the state, when the cluster counts as one', { clusterOnce: true }, [1, 2]],
    ['nobody, when it does not', {}, []],
    ['nobody, when nothing is a duplicate', { clusterOnce: true, mode: 'off' }, []],
  ] as const)('promises that who had a lead which this one repeats had this one: %s', async (_, with_, expected) => {
    await writeLeads([{ n: 1, keys: ['e'] }])
    await writeReferrals([
      { n: 1, partner: 1, state: 'rejected' },
      { n: 1, partner: 2, state: 'delivered' },
    ])
    expect((await read(with_)).facts.hadItAlready.toSorted()).toEqual(expected)
  })

  it('promises the lists on which the person stands, by any of their keys', async () => {
    await suppress([
      { key: 'e', partner: 0 },
      { key: 'e', partner: 3 },
      { key: 'p', partner: 3 },
      { key: 'else', partner: 4 },
    ])
    expect([...(await read()).facts.suppressed].sort()).toEqual([0, 3])
  })

  it('promises to read no more than the newest leads of a key, however many there are', async () => {
    await writeLeads(Array.from({ length: 400 }, (_, n) => ({ n, keys: ['e', `own-${n}`] })))
    const { facts, rowsRead } = await read()
    expect(facts.earlier).toHaveLength(mostPerKey)
    expect(facts.duplicate?.newest).toBe(idOf(399))
    expect(rowsRead).toBeLessThan(mostPerKey * 10)
  })

  it('promises that a lead which shares everything is found, though one of its keys stands on many newer ones', async () => {
    await writeLeads([
      { n: 0, keys: ['e', 'p'] },
      ...Array.from({ length: 100 }, (_, n) => ({ n: n + 1, keys: ['p'] })),
    ])
    expect((await read({ combine: 'all' })).facts.duplicate).toMatchObject({
      original: idOf(0),
      by: ['email', 'phone'],
    })
  })

  it.each([
    ['earlier leads', earlierLeadsSql, ['["e","p"]', me]],
    ['suppressions', suppressionsSql, ['["e","p"]']],
  ])('promises that %s are found by their keys, and that no table is read through', async (_, sql, params) => {
    const { results } = await testDb()
      .prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .bind(...params)
      .all<{ detail: string }>()
    const scans = results.map(({ detail }) => detail).filter((detail) => /^SCAN/.test(detail))
    expect(scans.filter((detail) => !/^SCAN (k|f)\b/.test(detail))).toEqual([])
  })
})

describe('the race of two leads of one person (D11)', () => {
  const check = (known: string[], now = start + 1000) =>
    commit(testCtx({ now }), {
      history: [],
      write: [mustBeNoNewer(testDb(), { leadId: me, keys: ['e', 'p'], known, now })],
    })

  it.each([
    ['nobody came in between', [], [], true],
    ['whoever was there is known', [1], [1], true],
    ['somebody came in between', [1, 2], [1], false],
  ])('promises that when %s, the commit stands or falls with it', async (_, there, known, done) => {
    await writeLeads(there.map((n) => ({ n, keys: ['p'] })))
    expect(await check(known.map(idOf))).toMatchObject(done ? { done } : { done, refused: 'DUPLICATE_RACE' })
  })

  it('promises that other people and the lead itself are no race', async () => {
    await writeLeads([{ n: 1, keys: ['x'] }])
    await insert(testDb(), 'dedupe_keys', [{ key: 'e', at: start, lead_id: me }]).run()
    expect(await check([])).toMatchObject({ done: true })
  })

  it('promises to read a few rows only, however often the person was here before', async () => {
    await writeLeads(Array.from({ length: 300 }, (_, n) => ({ n, keys: ['e'] })))
    const later = start + 86_400_000
    const { meta } = await mustBeNoNewer(testDb(), { leadId: me, keys: ['e', 'p'], known: [], now: later }).run()
    expect(meta.rows_read).toBeLessThan(10)
  })
})
