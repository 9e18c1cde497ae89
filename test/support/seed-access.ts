import { env } from 'cloudflare:test'
import { formatKey, type KeyKind, keyBytes, keyPrefix } from '../../contract/access.ts'
import type { Env } from '../../worker/env.ts'
import { hashKey } from '../../worker/operations/access/hash-key.ts'
import { seal } from '../../worker/operations/secret-box.ts'
import { selfServiceOn, setPreferences } from './preferences.ts'

export const db = (): D1Database => (env as unknown as Env).DB

/** The broker's one row, which every amount of money needs. */
export async function seedBroker(): Promise<void> {
  await db().batch([
    db().prepare(
      `INSERT OR IGNORE INTO broker (id, version, name, zone, currency, notify_email)
       VALUES (1, 1, 'Example Broker', 'Europe/London', 'GBP', 'office@example.com')`,
    ),
  ])
}

/** A partner, a lead group and a lead type numbered 1: enough for every kind of key to belong somewhere. */
export async function seedOwners(): Promise<void> {
  await seedBroker()
  await db().batch([
    db().prepare(
      `INSERT OR IGNORE INTO partners (id, version, name, description, reference, status, is_house, buys, introduces,
         online, zone, open_from, open_until, daily_limit, monthly_limit, credit_limit, credit_unlimited, delivery)
       VALUES (1, 1, 'Example Partner', '', '', 'active', 0, 1, 1, 1, 'Europe/London', 0, 9007199254740991, 0, 0, 0, 0,
         '{"email":null,"internet":null}')`,
    ),
    db().prepare("INSERT OR IGNORE INTO lead_groups (id, version, name, fields) VALUES (1, 1, 'Example Group', '[]')"),
    db().prepare(
      `INSERT OR IGNORE INTO lead_types (id, version, lead_group_id, name, description, fields, referral_method,
         default_price, scope, require_fca)
       VALUES (1, 1, 1, 'Example Type', '', '[]', 'immediate', 1000, 1, 0)`,
    ),
    ...['ptn_1', 'grp_1', 'typ_1'].map((id) => seedHistory(id)),
  ])
}

export interface SeededKey {
  kind: KeyKind
  partnerId?: number
  leadTypeId?: number
  origins?: string[]
  expiresAt?: number
  revokedAt?: number
  /** Null makes the next request note its use; by default a key was used just now. */
  lastUsedAt?: number | null
}

/** Puts a key straight into D1, with its history, and gives its text. Its owner must be there (seedOwners). */
export async function seedKey(seeded: SeededKey): Promise<{ key: string; id: number }> {
  const { kind, partnerId, leadTypeId, origins = [], expiresAt, revokedAt, lastUsedAt = Date.now() } = seeded
  const key = formatKey(kind, { live: false, random: crypto.getRandomValues(new Uint8Array(keyBytes)) })
  const last = await db().prepare('SELECT coalesce(max(id), 0) AS id FROM access_keys').first<{ id: number }>()
  const id = last!.id + 1
  const ownPartner = partnerId ?? (kind === 'partner' ? 1 : null)
  const ownType = leadTypeId ?? (kind === 'form' ? 1 : null)
  await db().batch([
    db()
      .prepare(
        `INSERT INTO access_keys (id, version, kind, name, prefix, hash, partner_id, lead_type_id, origins, form,
           created_at, expires_at, revoked_at, last_used_at)
         VALUES (?, 1, ?, 'A key', ?, ?, ?, ?, ?, ?, 0, ?, ?, ?)`,
      )
      .bind(
        id,
        kind,
        keyPrefix(key),
        await hashKey(key),
        ownPartner,
        ownType,
        JSON.stringify(origins),
        kind === 'form' ? JSON.stringify(form) : null,
        expiresAt ?? null,
        revokedAt ?? null,
        lastUsedAt,
      ),
    seedHistory(`key_${id}`),
  ])
  return { key, id }
}

/** An admin key, its broker and nothing else: how most tests of the API begin. */
export async function seedAdminKey(): Promise<string> {
  await seedBroker()
  return (await seedKey({ kind: 'admin' })).key
}

const form = { title: 'Ask us', intro: '', submitLabel: 'Send', thanks: 'Thank you.', language: 'en-GB' }

const seedHistory = (id: string): D1PreparedStatement =>
  db()
    .prepare(
      `INSERT INTO history (id, version, event, actor, at, commit_id, data)
       SELECT ?1, 1, 'seeded', 'test', 0, 'seed', NULL WHERE NOT EXISTS (SELECT 1 FROM history WHERE id = ?1)`,
    )
    .bind(id)

/** The same things for everybody's eyes and for nobody's: what the generated tests put into the addresses of routes. */
export const foreign = {
  partnerId: 'ptn_2',
  setupId: 'set_2',
  leadId: 'lead_0195e2f4-6a3c-7b21-8d4e-5f6000000000',
  referralId: 'ref_0195e2f4-6a3c-7b21-8d4e-5f6000000002',
  returnId: 'rtn_0195e2f4-6a3c-7b21-8d4e-5f6000000002',
  testId: 'tst_0195e2f4-6a3c-7b21-8d4e-5f6000000002',
  loginId: 'lgn_2',
  webhookId: 'whk_2',
  sentId: 'msg_0195e2f4-6a3c-7b21-8d4e-5f6000000002',
  person: 'ptn_2',
  topUpId: 'top_0195e2f4-6a3c-7b21-8d4e-5f6000000002',
  termsId: 'trm_2',
  sessionId: 'ses_0195e2f4-6a3c-7b21-8d4e-5f6000000002',
}

/** A webhook's secret as the database keeps it. */
const sealedSecret = (about: string): Promise<string> =>
  seal(
    { env: env as unknown as Env, randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)) },
    `whsec_${btoa('example-example-example-')}`,
    { purpose: 'webhook', about },
  )

/** Partner 2 with a setup and one referral: somebody else, to a partner key of partner 1. All self-service is on. */
export async function seedForeign(): Promise<void> {
  await seedOwners()
  await db().batch([
    db().prepare(
      `INSERT INTO partners (id, version, name, description, reference, status, is_house, buys, introduces, online, zone,
         open_from, open_until, daily_limit, monthly_limit, credit_limit, credit_unlimited, delivery)
       SELECT 2, version, 'Another Partner', description, reference, status, is_house, buys, introduces, online, zone,
         open_from, open_until, daily_limit, monthly_limit, credit_limit, credit_unlimited, delivery
       FROM partners WHERE id = 1`,
    ),
    db().prepare(
      `INSERT INTO setups (id, version, partner_id, lead_type_id, active, price, priority, daily_limit, monthly_limit)
       VALUES (2, 1, 2, 1, 1, 0, 0, 0, 0)`,
    ),
    db().prepare(
      "INSERT INTO introducer_terms (id, version, partner_id, lead_type_id, amount, shares) VALUES (2, 1, 2, NULL, 400, '[]')",
    ),
    db()
      .prepare(
        `INSERT INTO leads (id, version, lead_type_id, channel, received_at, location, stage, fields, submission_hash)
         VALUES (?, 1, 1, 'json', 0, 'routed', 'new', '{}', '')`,
      )
      .bind(foreign.leadId),
    db()
      .prepare(
        `INSERT INTO referrals (lead_id, partner_id, version, setup_id, lead_type_id, method, state, price, referred_at,
           day, month) VALUES (?, 2, 1, 2, 1, 'manual', 'delivered', 0, 0, 20260101, 202601)`,
      )
      .bind(foreign.leadId),
    db()
      .prepare(
        `INSERT INTO returns (lead_id, partner_id, lead_type_id, state, reason, text, links, reference, asked,
           requested_at, requested_by) VALUES (?, 2, 1, 'cleared', 'language', '', '[]', '', 1, 0, 'key_1')`,
      )
      .bind(foreign.leadId),
    db().prepare(
      `INSERT INTO logins (id, version, partner_id, name, email, access, created_at, invited_until)
       VALUES (2, 1, 2, 'Robin Example', 'robin@example.org', 'full', 0, 4102444800000)`,
    ),
    db()
      .prepare(
        `INSERT INTO sessions (id, hash, login_id, started_at, used_at, idle_until, until)
         VALUES (?, 'nobody has this token', 2, 0, 0, 4102444800000, 4102444800000)`,
      )
      .bind(foreign.sessionId),
    db()
      .prepare(
        `INSERT INTO history (id, version, event, actor, at, commit_id, data) VALUES (?, 1, 'delivery-test.asked', 'test', 0,
           'seed', '{"partnerId":"ptn_2","leadTypeId":"typ_1"}')`,
      )
      .bind(foreign.testId),
    db()
      .prepare(
        `INSERT INTO webhooks (id, version, partner_id, name, url, format, types, person_data, active, secret, created_at)
         VALUES (2, 1, 2, 'A webhook', 'http://127.0.0.1:1/', 'standard', '["lead.referred"]', 0, 1, ?, 0)`,
      )
      .bind(await sealedSecret('whk_2')),
    db()
      .prepare(
        `INSERT INTO webhook_messages (webhook_id, id, type, at, body, state, attempts)
         VALUES (2, ?, 'lead.referred', 0, '{}', 'failed', 1)`,
      )
      .bind(foreign.sentId),
    ...seedMoneyIn(),
    ...Object.values(foreign).map((id) => seedHistory(id)),
    ...setPreferences(db(), { ...selfServiceOn, paypalSignUp: true, paypalPortal: true }),
  ])
}

/** A payment of partner 2, and its signed statement of March 2026, in which nothing happened. */
function seedMoneyIn(): D1PreparedStatement[] {
  const mark = { n: 0, balance: 0, held: 0, payable: 0, hash: 'x' }
  const head = {
    issuer: 'Example Broker',
    partner: 'ptn_2',
    partnerName: 'Another Partner',
    month: '2026-03',
    zone: 'Europe/London',
    from: '2026-03-01T00:00:00.000Z',
    until: '2026-03-31T23:00:00.000Z',
    currency: 'GBP',
    opening: mark,
    closing: mark,
    leadTypes: {},
    madeAt: '2026-04-02T00:00:00.000Z',
    keyId: '3f2a9c5d7b10e864',
  }
  return [
    db()
      .prepare(
        `INSERT INTO top_ups (id, version, partner_id, entry, state, gross, vat, vat_bps, currency, order_id, capture_id,
           receipt, origin, created_at, paid_at)
         VALUES (?, 1, 2, 'portal', 'paid', 12000, 2000, 2000, 'GBP', 'O1', 'C1', 1, 'https://baton.example.com', 0, 0)`,
      )
      .bind(foreign.topUpId),
    db()
      .prepare(
        `INSERT INTO statements (party, month, starts_at, ends_at, opening_n, opening_hash, closing_n, closing_hash, head,
           signature, made_at) VALUES (2, 202603, 0, 1, 0, 'x', 0, 'x', ?, 's', 0)`,
      )
      .bind(JSON.stringify(head)),
  ]
}
