import * as v from 'valibot'
import { deliverySchema } from '../../contract/delivery.ts'
import { referralId } from '../../contract/id.ts'
import { partnerWebhookTypes } from '../../contract/webhook.ts'
import { setPreferences } from './preferences.ts'
import { db, foreign } from './seed-access.ts'

/** Texts that no partner may ever get to see begin with this. */
const mark = 'zz-'

/** Numbers that no partner may ever get to see: what a lead cost, what a rival pays, what an introducer is owed. */
const numbers = { cost: 918_273, rivalsPrice: 827_364, introducersTerms: 736_455, priority: 77 }

/** Leads whose people partner 2 may not know: merely offered to it, given back by it, never brought to it, somebody else's. */
const leads = {
  offered: 'lead_0195e2f4-6a3c-7b21-8d4e-5f6a00000000',
  returned: 'lead_0195e2f4-6a3c-7b21-8d4e-5f6b00000000',
  missed: 'lead_0195e2f4-6a3c-7b21-8d4e-5f6d00000000',
  foreign: 'lead_0195e2f4-6a3c-7b21-8d4e-5f6c00000000',
}

/** Where partner 2 hears of things. */
export const ownAddresses = ['office@example.net', 'leads@example.net', 'robin@example.org']

/**
 * Plants, over the world of seedRouteWorld, all that its partner 2 may not see: the broker's notes on it, a rival (partner 1)
 * and an introducer (partner 3) who share its lead, costs, terms, traces, secrets, and people that are not its own.
 */
export async function plantCanaries(): Promise<void> {
  await db().batch([
    ...setPreferences(db(), { leadsOnPin: '86420975', notifyEmails: [`${mark}broker@example.com`] }),
    introducer(),
    ...changed(
      'ptn_1',
      `UPDATE partners SET version = version + 1, name = '${mark}rival', description = '${mark}note' WHERE id = 1`,
    ),
    ...changed('ptn_2', ownPartner),
    db().prepare(
      `INSERT INTO setups (id, version, partner_id, lead_type_id, active, price, priority, daily_limit, monthly_limit)
       VALUES (11, 1, 1, 2, 1, ${numbers.rivalsPrice}, 0, 0, 0)`,
    ),
    ...changed('typ_1', 'UPDATE lead_types SET version = version + 1, scope = 2 WHERE id = 1'),
    ...changed(
      'set_2',
      `UPDATE setups SET version = version + 1, priority = ${numbers.priority}, weight = 66 WHERE id = 2`,
    ),
    db().prepare(
      `INSERT INTO introducer_terms (id, version, partner_id, lead_type_id, amount, shares)
       VALUES (3, 1, 3, NULL, ${numbers.introducersTerms}, '[]')`,
    ),
    ...changed(
      foreign.leadId,
      `UPDATE leads SET version = version + 1, introducer_id = 3, cost = ${numbers.cost},
         page_url = 'https://${mark}site.example.com/' WHERE id = '${foreign.leadId}'`,
      { event: 'lead.captured', data: trace },
    ),
    ...changed(
      foreign.referralId,
      `UPDATE referrals SET version = version + 1 WHERE lead_id = '${foreign.leadId}' AND partner_id = 2`,
      { event: 'referral.delivery', data: ownTry },
    ),
    ...changed(
      'whk_2',
      `UPDATE webhooks SET version = version + 1, types = '${JSON.stringify(partnerWebhookTypes)}', person_data = 1 WHERE id = 2`,
    ),
    ...Object.entries(leads).flatMap(([what, id]) => newLead(id, what)),
    ...referral(leads.offered, 2, { state: 'referred', acceptBy: 4_102_444_800_000 }),
    ...referral(leads.returned, 2, { state: 'returned', acceptBy: null }),
    ...referral(leads.missed, 2, { state: 'failed', acceptBy: null }),
    ...referral(leads.foreign, 1, { state: 'delivered', acceptBy: null }),
    ...referral(foreign.leadId, 1, { state: 'delivered', acceptBy: null }),
  ])
}

/** What of all that stands in a text. Empty when it keeps everything to itself. */
export function canariesIn(text: string): string[] {
  return [
    ...new Set([
      ...(text.match(/zz-[a-z-]*/g) ?? []),
      ...Object.entries(numbers).flatMap(([what, number]) => (says(text, number) ? [what] : [])),
      ...(text.match(/\b(ptn_[13]|set_11|trm_3|lgn_1|whk_1)\b/g) ?? []),
      ...(text.match(/\b(ref|rtn)_[0-9a-f-]{28}00000001\b/g) ?? []),
      ...(text.match(/"(priority|weight|trace|considered|costBps|cost|introducer|introducerId|subLead)":(?!null)/g) ??
        []),
      ...(text.match(/test-secret|86420975|\bbt_(live|test)_\w+|pk_\w{20,}|nobody has this token|[0-9a-f]{64}/g) ?? []),
    ]),
  ]
}

/** As a number of its own, or as money is written for people. */
const says = (text: string, number: number): boolean =>
  number > 1000
    ? text.includes(String(number)) || text.includes((number / 100).toLocaleString('en-GB'))
    : text.includes(`"priority":${number}`)

/** To whom and what: every e-mail that went to partner 2, and every message of its webhook. */
export async function sentToPartner(): Promise<string[]> {
  const [mails, messages] = await db().batch<{ recipients?: string; said: string }>([
    db().prepare(
      "SELECT recipients, subject || char(10) || body || char(10) || coalesce(html, '') AS said FROM mailbox",
    ),
    db().prepare('SELECT type || char(10) || body AS said FROM webhook_messages WHERE webhook_id = 2'),
  ])
  const own = mails!.results.filter(({ recipients }) => ownAddresses.some((one) => recipients!.includes(one)))
  return [...own, ...messages!.results].map(({ said }) => said)
}

const introducer = (): D1PreparedStatement =>
  db().prepare(
    `INSERT INTO partners (id, version, name, description, reference, status, is_house, buys, introduces, online, zone,
       open_from, open_until, daily_limit, monthly_limit, credit_limit, credit_unlimited, delivery)
     SELECT 3, 1, '${mark}introducer', '', '', status, 0, 0, 1, online, zone, open_from, open_until, 0, 0, 0, 0, delivery
     FROM partners WHERE id = 1`,
  )

const delivery = v.parse(deliverySchema, {
  email: { to: [ownAddresses[1]], templateId: null },
  internet: {
    format: 'json',
    url: 'http://127.0.0.1:1/leads',
    headers: { 'X-Api-Key': `${mark}header-secret` },
    mapping: [
      { to: '/name', value: '{{firstName}}' },
      { to: '/key', value: `${mark}mapping-secret`, secret: true },
    ],
  },
})

const ownPartner = `UPDATE partners SET version = version + 1, description = '${mark}description',
  reference = '${mark}reference', contact_email = '${ownAddresses[0]}', credit_limit = 500000,
  delivery = '${JSON.stringify(delivery)}' WHERE id = 2`

const trace = {
  trace: {
    considered: [
      { partner: 'ptn_1', setup: 'set_11', priceMinor: numbers.rivalsPrice, failures: [{ title: `${mark}failure` }] },
    ],
  },
}

const ownTry = {
  attempt: 1,
  outcome: 'accepted',
  because: null,
  via: 'internet',
  remoteId: 'A-1',
  reached: true,
  tookMs: 5,
  state: 'delivered',
  money: null,
  retryAt: null,
}

/** A change straight in the database, with the history that its version asks for. */
const changed = (
  id: string,
  update: string,
  { event, data, raw = null }: { event: string; data: object; raw?: object | null } = { event: 'planted', data: {} },
): D1PreparedStatement[] => [
  db().prepare(update),
  db()
    .prepare(
      `INSERT INTO history (id, version, event, actor, at, commit_id, data, raw)
       SELECT ?1, coalesce(max(version), 0) + 1, ?2, 'key_1', 0, 'seed', ?3, ?4 FROM history WHERE id = ?1`,
    )
    .bind(id, event, JSON.stringify(data), raw && JSON.stringify(raw)),
]

const newLead = (id: string, what: string): D1PreparedStatement[] =>
  changed(
    id,
    `INSERT INTO leads (id, version, lead_type_id, channel, received_at, location, stage, fields, submission_hash)
     VALUES ('${id}', 1, 1, 'json', 0, 'routed', 'new', '{"firstName":"${mark}${what}-person"}', '')`,
  )

const referral = (
  leadId: string,
  partnerId: number,
  { state, acceptBy }: { state: string; acceptBy: number | null },
): D1PreparedStatement[] =>
  changed(
    referralId(leadId, partnerId),
    `INSERT INTO referrals (lead_id, partner_id, version, setup_id, lead_type_id, method, state, price, referred_at,
       accept_by, day, month) VALUES ('${leadId}', ${partnerId}, 1, 2, 1, 'manual', '${state}', 0, 0, ${acceptBy}, 20260101, 202601)`,
    {
      event: 'referral.delivery',
      data: { ...ownTry, because: partnerId === 1 ? `${mark}why` : null },
      raw: { request: { body: `${mark}sent-person` }, answer: state === 'returned' ? { status: 200 } : null },
    },
  )
