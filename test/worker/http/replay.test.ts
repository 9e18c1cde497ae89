import { beforeEach, describe, expect, it } from 'vitest'
import { routes } from '../../../worker/http/routes.ts'
import { client } from '../../support/client.ts'
import { addressOf, bodyOf, named } from '../../support/route-samples.ts'
import { db, foreign, seedForeign, seedKey } from '../../support/seed-access.ts'
import { settledFetch } from '../../support/settled-fetch.ts'

const writes = routes.filter(({ method }) => method !== 'GET')
const ids = { ...foreign, keyId: 'key_2', leadGroupId: 'grp_2', leadTypeId: 'typ_1', stageId: 'stg_2' }

/** Bodies that fit the seeded world better than the example does. */
const bodies: Record<string, unknown> = {
  'POST /v1/leads': { leadTypeId: 'typ_1', fields: {} },
  'PATCH /v1/lead-types/{leadTypeId}': { referralMethod: null },
  'PATCH /v1/setups/{setupId}': { active: false },
}

/** What must be so beforehand. Partner 1 becomes eligible for the lead of the seeded world, which has a slot open. */
const eligible = [
  'UPDATE lead_types SET scope = 2, version = 2',
  `UPDATE partners SET version = 2, delivery = '{"email":{"to":["leads@example.com"]},"internet":null}' WHERE id = 1`,
  `INSERT INTO setups (id, version, partner_id, lead_type_id, active, price, priority, daily_limit, monthly_limit)
   VALUES (1, 1, 1, 1, 1, 0, 0, 0, 0)`,
  'INSERT INTO setup_places (setup_id, place) VALUES (1, 0)',
  'INSERT INTO turns (cell, due, band, rank, setup_id) VALUES (16777216, 0, 0, 1, 1)',
  seededAt('typ_1', 2),
  seededAt('ptn_1', 2),
  seededAt('set_1', 1),
]
const beforehand: Record<string, string[]> = {
  'POST /v1/lead-types/{leadTypeId}/copy-settings': [
    `INSERT INTO lead_types (id, version, lead_group_id, name, description, fields, default_price, scope, require_fca)
     VALUES (2, 1, 2, 'Another', '', '[{"name":"email","kind":"email","label":"E-mail","required":true}]', 0, 1, 0)`,
    seededAt('typ_2', 1),
  ],
  'POST /v1/leads/{leadId}/route': eligible,
  'POST /v1/leads/{leadId}/refer': eligible,
  'POST /v1/referrals/{referralId}/appointment/cancel': [
    `UPDATE referrals SET appointment = '{"startsAt":4102444800000,"minutes":60,"place":"","note":"","sequence":0,"cancelledAt":null,"cancelledBecause":null}'`,
  ],
  'POST /v1/referrals/{referralId}/resolve': ["UPDATE referrals SET state = 'unknown'"],
}

/** Generated from the declarations (D16): whoever writes hands its answer to the commit, or cannot be repeated. */
describe('a repeated write', () => {
  let api: ReturnType<typeof client>
  beforeEach(async () => {
    await seedForeign()
    await db().batch([
      db().prepare("INSERT INTO lead_groups (id, version, name, fields) VALUES (2, 1, 'Empty Group', '[]')"),
      db().prepare(
        "INSERT INTO history (id, version, event, actor, at, commit_id) VALUES ('grp_2', 1, 's', 't', 0, 's')",
      ),
    ])
    api = client({ key: (await seedKey({ kind: 'admin' })).key, fetch: settledFetch() })
    await seedKey({ kind: 'admin' })
  })

  const recorded = () => db().prepare('SELECT count(*) AS n FROM history').first('n')

  it.each(named(writes))('promises that %s is done once and answered alike', async (name, route) => {
    const address = addressOf(route, ids).replace('?dryRun=true', '')
    const example = JSON.stringify(bodies[name] ?? bodyOf(route, { all: false }) ?? null).replaceAll('ptn_12', 'ptn_1')
    for (const sql of beforehand[name] ?? []) await db().prepare(sql).run()
    const repeat = () =>
      api.call(route.method, address, JSON.parse(example) ?? undefined, { headers: { 'Idempotency-Key': 'again' } })
    const first = await repeat()
    expect(first.status, JSON.stringify(first.body)).toBe(route.answer.status)
    const afterwards = await recorded()

    const second = await repeat()
    expect([second.status, second.headers.get('Idempotent-Replay')]).toEqual([first.status, 'true'])
    expect(shown(second.body)).toEqual(shown(first.body))
    expect(await recorded()).toBe(afterwards)
  })
})

/** A new key is shown once; what is stored of its answer has no secret and says so. */
const shown = ({ secret, note, ...rest }: Record<string, unknown>) => rest

function seededAt(id: string, version: number): string {
  return `INSERT INTO history (id, version, event, actor, at, commit_id) VALUES ('${id}', ${version}, 's', 't', 0, 's')`
}
