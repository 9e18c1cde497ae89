import { beforeEach, describe, expect, it } from 'vitest'
import { type Change, commit, findReplay, must } from '../../../db/commit.ts'
import { captureLead } from '../../../worker/operations/leads/capture-lead.ts'
import { testCtx, testDb } from '../../support/ctx.ts'
import { buildWorld, usualLead } from '../../support/world.ts'

beforeEach(() => testDb().prepare('CREATE TABLE things (id TEXT PRIMARY KEY, n INTEGER CHECK (n < 10))').run())

const making = (id: string, n = 1, more: Partial<Change> = {}): Change => ({
  history: [{ id: `thing_${id}`, version: 1, event: 'made', data: { n } }],
  write: [testDb().prepare('INSERT INTO things VALUES (?, ?)').bind(id, n)],
  ...more,
})

const count = (table: string) => testDb().prepare(`SELECT count(*) AS n FROM ${table}`).first('n')

/** The database behind a bad line: `fault` says what happens to each batch, in order. */
function behindABadLine(faults: ('arrives' | 'answer lost' | 'never arrives')[]): D1Database {
  const db = testDb()
  return {
    prepare: (sql: string) => db.prepare(sql),
    async batch(statements: D1PreparedStatement[]) {
      const fault = faults.shift() ?? 'arrives'
      if (fault === 'never arrives') throw new Error('D1_ERROR: Network connection lost.')
      const results = await db.batch(statements)
      if (fault === 'answer lost') throw new Error('D1_ERROR: Network connection lost.')
      return results
    },
  } as unknown as D1Database
}

describe('a commit', () => {
  it('promises history and writes together, and the rows of its reads', async () => {
    const committed = await commit(testCtx(), making('a', 1, { read: [testDb().prepare('SELECT id FROM things')] }))
    expect(committed).toEqual({ done: true, rows: [[{ id: 'a' }]] })
    expect(await count('history')).toBe(1)
  })

  it.each([
    ['a version that is taken', () => making('a'), 'VERSION_CONFLICT', 'thing_a'],
    ['a unique key', () => ({ ...making('b'), write: making('a').write }), 'UNIQUE', 'things.id'],
    ['a check', () => making('b', 99), 'CONSTRAINT', /CHECK/],
    [
      'a condition',
      () => ({ ...making('b'), write: [must(testDb(), { ok: 'SELECT 0', word: 'NOT_TODAY' })] }),
      'NOT_TODAY',
      '',
    ],
  ])('promises that %s stops all of it, and is named', async (_, change, refused, about) => {
    await commit(testCtx(), making('a'))
    const committed = await commit(testCtx(), change())
    expect(committed).toMatchObject({ done: false, refused })
    expect((committed as { about: string }).about).toEqual(
      typeof about === 'string' ? about : expect.stringMatching(about),
    )
    expect([await count('history'), await count('things')]).toEqual([1, 1])
  })

  it('promises that a condition that holds writes nothing', async () => {
    const change = { ...making('a'), write: [must(testDb(), { ok: 'SELECT 1', word: 'NOT_TODAY' })] }
    expect((await commit(testCtx(), change)).done).toBe(true)
    expect(await count('things')).toBe(0)
  })

  it('promises that an answer that was lost is recognised: done once, said to be done', async () => {
    const ctx = testCtx({ db: behindABadLine(['answer lost']) })
    const change = making('a', 1, { read: [testDb().prepare('SELECT n FROM things')] })
    expect(await commit(ctx, change)).toEqual({ done: true, rows: [[{ n: 1 }]] })
    expect(await count('things')).toBe(1)
  })

  it('promises that a batch that never arrived is sent once more', async () => {
    expect(await commit(testCtx({ db: behindABadLine(['never arrives']) }), making('a'))).toMatchObject({ done: true })
    expect(await count('things')).toBe(1)
  })

  it('promises that a database that stays away is a fault, not an answer', async () => {
    const ctx = testCtx({ db: behindABadLine(['never arrives', 'never arrives']) })
    await expect(commit(ctx, making('a'))).rejects.toThrow('Network connection lost')
    expect(await count('things')).toBe(0)
  })

  it('promises that somebody else’s version is not mistaken for its own', async () => {
    await commit(testCtx(), making('a'))
    const ctx = testCtx({ db: behindABadLine(['never arrives']) })
    expect(await commit(ctx, making('a'))).toMatchObject({ done: false, refused: 'VERSION_CONFLICT' })
  })

  it('promises that a dry run goes the whole way, commits nothing and tells its effects', async () => {
    const ctx = testCtx({ dryRun: true })
    expect(await commit(ctx, making('a', 3))).toEqual({ done: true, rows: [] })
    expect(ctx.effects).toEqual([{ id: 'thing_a', version: 1, event: 'made', data: { n: 3 } }])
    expect([await count('history'), await count('things')]).toEqual([0, 0])
    expect(await commit(testCtx({ dryRun: true }), making('b', 99))).toMatchObject({
      done: false,
      refused: 'CONSTRAINT',
    })
  })

  it('promises that the answer to an Idempotency-Key is stored with the effect or not at all', async () => {
    const idempotency = { key: 'k', bodyHash: 'h', status: 201 }
    await commit(testCtx({ idempotency }), making('a', 99, { answer: { id: 'a' } }))
    expect(await findReplay(testDb(), 'k')).toBeNull()
    await commit(testCtx({ idempotency }), making('a', 1, { answer: { id: 'a' } }))
    expect(await findReplay(testDb(), 'k')).toEqual({ status: 201, answer: { id: 'a' }, bodyHash: 'h' })
    expect(await commit(testCtx({ idempotency }), making('b', 1, { answer: { id: 'b' } }))).toMatchObject({
      refused: 'UNIQUE',
      about: 'idempotency.key',
    })
    expect(await count('things')).toBe(1)
  })
})

describe('a lead on a bad line', () => {
  it.each([
    ['the answer of the commit is lost', ['arrives', 'answer lost']],
    ['the commit never arrives', ['arrives', 'never arrives']],
  ] as const)('promises one lead and one hold when %s', async (_, faults) => {
    await buildWorld(testDb(), { partners: [{ id: 1 }], setups: [{ id: 1, partnerId: 1, leadTypeId: 1 }] })
    const ctx = testCtx({ db: behindABadLine([...faults]) })
    const receipt = await captureLead(ctx, {
      leadTypeId: 1,
      introducerId: null,
      channel: 'json',
      pageUrl: null,
      fields: usualLead(1),
    })
    expect(receipt).toMatchObject({ referrals: 1, location: 'routed' })
    expect(ctx.started).toHaveLength(1)
    expect([await count('leads'), await count('referrals'), await count('jobs')]).toEqual([1, 1, 1])
  })
})
