import type { AnyRoute } from '../../worker/http/route.ts'
import { client, type Fetch } from './client.ts'
import { bodyOf } from './route-samples.ts'
import { db, foreign, seedForeign, seedKey } from './seed-access.ts'
import { seedSession } from './seed-login.ts'

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
    sessionId: (await seedSession({ loginId: 2 })).sessionId,
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

/** Somebody who may call a route here: the admin, else the partner whose things `ids` name. */
export async function callerOf(
  route: AnyRoute,
  { api }: Pick<Awaited<ReturnType<typeof seedRouteWorld>>, 'api'>,
): Promise<typeof api> {
  return route.may.includes('admin') ? api : client({ key: (await seedKey({ kind: 'partner', partnerId: 2 })).key })
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
  'POST /v1/partners/{partnerId}/top-ups': { amount: { amount: 12000, currency: 'GBP' } },
  'PUT /v1/notices/{kind}/template': { templateId: 'tpl_2' },
  'POST /v1/notices/{kind}/preview': { templateId: null },
  'PATCH /v1/notice-switches/{person}': { switches: [{ kind: 'low-funds', channel: 'email', on: false }] },
  'POST /v1/webhooks': { name: 'Our CRM', url: 'http://127.0.0.1:1/', types: ['lead.captured'] },
  'POST /v1/webhooks/{webhookId}/replay': { from: '1970-01-01T00:00:00Z' },
  'POST /v1/leads': { leadTypeId: 'typ_1', fields: {} },
  'PATCH /v1/lead-types/{leadTypeId}': { referralMethod: null },
  'PATCH /v1/setups/{setupId}': { active: false },
  'PATCH /v1/me/setups/{setupId}': { active: false },
  'POST /v1/me/setups': { leadTypeId: 'typ_2', allAreas: true },
  'POST /v1/sign-in/sessions': { codeId: 'code_0195e2f4-6a3c-7b21-8d4e-5f6012345678', code: '64370919' },
}

/** Partner 1 becomes eligible for the lead, which has a slot open. */
const eligible = [
  'UPDATE lead_types SET scope = 3, version = version + 1 WHERE id = 1',
  `UPDATE partners SET version = version + 1, delivery = '{"email":{"to":["leads@example.com"]},"internet":null}' WHERE id = 1`,
  `INSERT INTO setups (id, version, partner_id, lead_type_id, active, price, priority, daily_limit, monthly_limit)
   VALUES (1, 1, 1, 1, 1, 0, 0, 0, 0)`,
  'INSERT INTO setup_places (setup_id, place) VALUES (1, 0)',
  'INSERT INTO turns (cell, due, band, rank, setup_id) VALUES (16777216, 0, 0, 1, 1)',
  seeded('typ_1'),
  seeded('ptn_1'),
  seeded('set_1'),
]

const offered = ["UPDATE referrals SET state = 'referred', accept_by = 4102444800000"]

const asksForReturn = ["UPDATE returns SET state = 'requested'"]

/** The code of the example, which the test's tenant secret makes 64370919: for the login of partner 2. */
const codeSent = [
  `INSERT INTO codes (id, purpose, email, until, tries)
   VALUES ('code_0195e2f4-6a3c-7b21-8d4e-5f6012345678', 'sign-in', 'robin@example.org', 4102444800000, 0)`,
]

const beforehand: Record<string, string[]> = {
  'POST /v1/me/setups': ["UPDATE lead_types SET version = 2, referral_method = 'manual' WHERE id = 2", seeded('typ_2')],
  'PUT /v1/notices/{kind}/template': [
    "UPDATE templates SET version = 2, kind = 'notice', subject = 'x', text = 'y' WHERE id = 1",
  ],
  'POST /v1/sign-in/sessions': codeSent,
  'GET /v1/mailbox/{messageId}': [
    `INSERT INTO mailbox (id, at, sender, recipients, subject, body)
     VALUES ('msg_1', 0, 'a@example.com', '["b@example.com"]', 'Hello', 'Hello')`,
  ],
  'POST /v1/partners/{partnerId}/delivery/test': [
    `UPDATE partners SET version = version + 1, delivery = '{"email":{"to":["leads@example.com"]},"internet":null}'`,
  ],
  'POST /v1/leads/{leadId}/route': eligible,
  'POST /v1/leads/{leadId}/refer': eligible,
  'POST /v1/referrals/{referralId}/appointment/cancel': [
    `UPDATE referrals SET appointment = '{"startsAt":4102444800000,"minutes":60,"place":"","note":"","sequence":0,"cancelledAt":null,"cancelledBecause":null}'`,
  ],
  'POST /v1/returns/{returnId}/approve': asksForReturn,
  'POST /v1/returns/{returnId}/reject': asksForReturn,
  'POST /v1/returns/{returnId}/clear': asksForReturn,
  'POST /v1/referrals/{referralId}/accept': offered,
  'POST /v1/referrals/{referralId}/decline': offered,
  'POST /v1/referrals/{referralId}/resolve': ["UPDATE referrals SET state = 'unknown' WHERE accept_by IS NULL"],
}

/** The history of a thing's next version. */
function seeded(id: string): string {
  return `INSERT INTO history (id, version, event, actor, at, commit_id)
    SELECT '${id}', coalesce(max(version), 0) + 1, 's', 't', 0, 's' FROM history WHERE id = '${id}'`
}
