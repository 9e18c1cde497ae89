import { beforeEach, describe, expect, it } from 'vitest'
import { type LeadFilter, leadsQuery, selectLeads } from '../../../db/store/leads.ts'
import { testDb } from '../../support/ctx.ts'
import { leadIdAt } from '../../support/random.ts'
import { buildWorld } from '../../support/world.ts'

const all: LeadFilter = {
  before: null,
  leadTypeId: null,
  location: null,
  introducerId: null,
  stage: null,
  archived: false,
  limit: 51,
}
const start = Date.UTC(2026, 5, 15, 12)
const leads = 2000
const idOf = (n: number) => leadIdAt(start + n, n)

/** 2,000 leads of two types. The first was held, every 500th came from an introducer. */
beforeEach(async () => {
  await buildWorld(testDb(), { leadTypes: [{ id: 1 }, { id: 2 }], partners: [{ id: 7, introduces: true }] })
  const rows = Array.from({ length: leads }, (_, n) => ({ id: leadIdAt(start + n, n), n }))
  await testDb()
    .prepare(
      `INSERT INTO leads (id, version, lead_type_id, introducer_id, channel, received_at, location, stage, fields, submission_hash)
       SELECT value ->> 'id', 1, 1 + (value ->> 'n') % 2, iif((value ->> 'n') % 500 = 0, 7, NULL), 'json', 1,
         iif((value ->> 'n') = 0, 'held', 'routed'), 'new', '{}', '' FROM json_each(?)`,
    )
    .bind(JSON.stringify(rows))
    .run()
  const set = testDb().prepare('UPDATE leads SET stage = ?2, stage_id = ?3, archived_at = ?4 WHERE id = ?1')
  await testDb().batch([
    set.bind(idOf(20), 'won', 6, null),
    set.bind(idOf(30), 'lost', 7, null),
    set.bind(idOf(40), 'won', 6, null),
    set.bind(idOf(50), 'won', 6, 1),
    set.bind(idOf(1998), 'new', 1, 1),
  ])
})

const list = async (filter: Partial<LeadFilter>) => {
  const { results, meta } = await selectLeads(testDb(), { ...all, ...filter }).all<{ id: string }>()
  return { ids: results.map(({ id }) => id), rowsRead: meta.rows_read }
}

describe('a list of leads', () => {
  it.each<[string, Partial<LeadFilter>, number[]]>([
    ['nothing but what was put away', { limit: 3 }, [1999, 1997, 1996]],
    ['a cursor', { before: idOf(2) }, [1, 0]],
    ['held', { location: 'held' }, [0]],
    ['another location', { location: 'routed', limit: 2 }, [1999, 1997]],
    ['a lead type', { leadTypeId: 2, limit: 2 }, [1999, 1997]],
    ['an introducer', { introducerId: 7 }, [1500, 1000, 500, 0]],
    ['an introducer, behind a cursor', { introducerId: 7, before: idOf(1000) }, [500, 0]],
    ['a stage', { stage: 'won' }, [40, 20]],
    ['a stage, behind a cursor', { stage: 'won', before: idOf(40) }, [20]],
    ['the first stage', { stage: 'new', limit: 2 }, [1999, 1997]],
    ['what was put away', { archived: true }, [1998, 50]],
    ['what was put away, of a stage', { archived: true, stage: 'won' }, [50]],
    ['all at once', { introducerId: 7, location: 'held', leadTypeId: 1, before: idOf(9) }, [0]],
    ['what nobody has', { introducerId: 7, location: 'held', leadTypeId: 2 }, []],
  ])('promises the newest first, by %s', async (_, filter, numbers) => {
    expect((await list(filter)).ids).toEqual(numbers.map(idOf))
  })

  it.each<[string, Partial<LeadFilter>, RegExp]>([
    ['nothing', {}, /^SCAN l$/],
    ['a cursor', { before: idOf(9) }, /^SEARCH l USING PRIMARY KEY \(id<\?\)$/],
    ['held', { location: 'held' }, /^SCAN l USING INDEX leads_held$/],
    ['held, behind a cursor', { location: 'held', before: idOf(9) }, /^SEARCH l USING INDEX leads_held \(id<\?\)$/],
    ['a stage', { stage: 'won' }, /^SEARCH l USING INDEX leads_stage \(stage=\?\)$/],
    [
      'a stage, behind a cursor',
      { stage: 'lost', before: idOf(9) },
      /^SEARCH l USING INDEX leads_stage \(stage=\? AND id<\?\)$/,
    ],
    ['the first stage', { stage: 'new' }, /^SCAN l$/],
    ['what was put away', { archived: true }, /^SCAN l USING INDEX leads_archived$/],
    ['an introducer', { introducerId: 7 }, /^SEARCH l USING INDEX leads_introducer \(introducer_id=\?\)$/],
    [
      'an introducer, behind a cursor',
      { introducerId: 7, before: idOf(9) },
      /^SEARCH l USING INDEX leads_introducer \(introducer_id=\? AND id<\?\)$/,
    ],
  ])('promises a plan that sorts nothing, by %s', async (_, filter, step) => {
    const { sql, params } = leadsQuery({ ...all, ...filter })
    const { results } = await testDb()
      .prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .bind(...params)
      .all<{ detail: string }>()
    const steps = results.map(({ detail }) => detail)
    expect(steps[0]).toMatch(step)
    expect(steps.join()).not.toContain('TEMP B-TREE')
  })

  it('promises to read what it shows and not every lead', async () => {
    expect((await list({ location: 'held' })).rowsRead).toBeLessThan(10)
    expect((await list({ introducerId: 7 })).rowsRead).toBeLessThan(20)
    expect((await list({ stage: 'won' })).rowsRead).toBeLessThan(20)
    expect((await list({ archived: true })).rowsRead).toBeLessThan(20)
  })
})
