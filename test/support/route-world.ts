import type { AnyRoute } from '../../worker/http/route.ts'
import { client, type Fetch } from './client.ts'
import { bodyOf } from './route-samples.ts'
import { db, foreign, seedForeign, seedKey } from './seed-access.ts'

/**
 * A small house in which every declared route has something to do: what partner 2 has (seedForeign), and what an admin
 * made through the API itself. `ids` go into the addresses of routes.
 */
export async function seedRouteWorld({ fetch }: { fetch?: Fetch } = {}) {
  await seedForeign()
  const { key } = await seedKey({ kind: 'admin' })
  const api = client({ key, ...(fetch !== undefined && { fetch }) })
  const make = async (path: string, body: unknown): Promise<string> => (await api.post(path, body)).body.id
  await api.patch('/v1/lead-types/typ_1', { fields })
  await make('/v1/lead-types', { leadGroupId: 'grp_1', name: 'Another Type', fields })
  const ids = {
    ...foreign,
    keyId: `key_${(await seedKey({ kind: 'admin' })).id}`,
    leadTypeId: 'typ_1',
    leadGroupId: await make('/v1/lead-groups', { name: 'Empty Group' }),
    stageId: 'stg_2',
    templateId: await make('/v1/templates', template),
    automationId: await make('/v1/automations', automation),
    runId: await make(`/v1/leads/${foreign.leadId}/runs`, { automationId: 'aut_1' }),
    messageId: 'msg_1',
  }
  return { api, ids }
}

/** A body that a route accepts in this world, with what is needed and no more; undefined for a route without one. */
export function fittingBody(route: AnyRoute): unknown {
  const body = bodies[`${route.method} ${route.path}`] ?? bodyOf(route, { all: false })
  if (body === undefined) return undefined
  return JSON.parse(JSON.stringify(body).replaceAll(/"(ptn_12|aut_3|tpl_2)"/g, (_id, id: string) => `"${here[id]}"`))
}

/** What must be so before a route can do its work, beyond what this world has anyway. */
export async function prepareFor({ method, path }: AnyRoute): Promise<void> {
  const statements = beforehand[`${method} ${path}`] ?? []
  if (statements.length > 0) await db().batch(statements.map((sql) => db().prepare(sql)))
}

const fields = [{ kind: 'text', name: 'firstName', label: 'First name' }]

const template = { kind: 'automation', name: 'Call today', subject: 'Call {{firstName}}', text: 'Now.' }

const automation = {
  name: 'Call tomorrow',
  steps: [
    {
      wait: { kind: 'after', count: 1, unit: 'days' },
      action: { kind: 'email', templateId: 'tpl_1', to: ['broker'] },
    },
  ],
}

/** What the examples are about, and what is here. */
const here: Record<string, string> = { ptn_12: 'ptn_1', aut_3: 'aut_1', tpl_2: 'tpl_1' }

/** Bodies that fit better than the example does. */
const bodies: Record<string, unknown> = {
  'POST /v1/leads': { leadTypeId: 'typ_1', fields: {} },
  'PATCH /v1/lead-types/{leadTypeId}': { referralMethod: null },
  'PATCH /v1/setups/{setupId}': { active: false },
}

/** Partner 1 becomes eligible for the lead, which has a slot open. */
const eligible = [
  'UPDATE lead_types SET scope = 2, version = 3 WHERE id = 1',
  `UPDATE partners SET version = 2, delivery = '{"email":{"to":["leads@example.com"]},"internet":null}' WHERE id = 1`,
  `INSERT INTO setups (id, version, partner_id, lead_type_id, active, price, priority, daily_limit, monthly_limit)
   VALUES (1, 1, 1, 1, 1, 0, 0, 0, 0)`,
  'INSERT INTO setup_places (setup_id, place) VALUES (1, 0)',
  'INSERT INTO turns (cell, due, band, rank, setup_id) VALUES (16777216, 0, 0, 1, 1)',
  seededAt('typ_1', 3),
  seededAt('ptn_1', 2),
  seededAt('set_1', 1),
]

const beforehand: Record<string, string[]> = {
  'GET /v1/mailbox/{messageId}': [
    `INSERT INTO mailbox (id, at, sender, recipients, subject, body)
     VALUES ('msg_1', 0, 'a@example.com', '["b@example.com"]', 'Hello', 'Hello')`,
  ],
  'POST /v1/leads/{leadId}/route': eligible,
  'POST /v1/leads/{leadId}/refer': eligible,
  'POST /v1/referrals/{referralId}/appointment/cancel': [
    `UPDATE referrals SET appointment = '{"startsAt":4102444800000,"minutes":60,"place":"","note":"","sequence":0,"cancelledAt":null,"cancelledBecause":null}'`,
  ],
  'POST /v1/referrals/{referralId}/resolve': ["UPDATE referrals SET state = 'unknown'"],
}

function seededAt(id: string, version: number): string {
  return `INSERT INTO history (id, version, event, actor, at, commit_id) VALUES ('${id}', ${version}, 's', 't', 0, 's')`
}
