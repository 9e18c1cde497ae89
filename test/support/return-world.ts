import * as v from 'valibot'
import { referralId } from '../../contract/id.ts'
import type { Preferences } from '../../contract/preferences.ts'
import { type ReturnRequest, returnRequestSchema } from '../../contract/return.ts'
import { type ReturnPolicy, returnPolicySchema } from '../../contract/return-policy.ts'
import type { Actor } from '../../worker/context.ts'
import { verifyLedger } from '../../worker/operations/billing/verify-ledger.ts'
import { requestReturn } from '../../worker/operations/returns/request-return.ts'
import { admin, asPartner } from './config.ts'
import { type TestCtx, testCtx, testDb } from './ctx.ts'
import { takeLead } from './take-lead.ts'
import { buildWorld, usualLead, type World } from './world.ts'

export const start = Date.UTC(2026, 5, 15, 12)

/** Three buyers of one type at 10.00, partner 1 first by priority; partner 9 introduces. */
export const buyers = (
  policy: Partial<ReturnPolicy> = {},
  { leadType = {}, preferences = {}, ...world }: World & { leadType?: object; preferences?: Partial<Preferences> } = {},
): Promise<void> =>
  buildWorld(testDb(), {
    leadTypes: [{ id: 1, ...leadType }],
    partners: [...[1, 2, 3].map((id) => ({ id })), { id: 9, buys: false, introduces: true, balance: 0 }],
    setups: [1, 2, 3].map((id) => ({ id, partnerId: id, leadTypeId: 1, priority: 10 - id })),
    preferences: { returnPolicy: v.parse(returnPolicySchema, policy), ...preferences },
    ...world,
  })

export interface Delivered {
  leadId: string
  partnerId: number
  ref: string
  /** Epoch milliseconds: the delivery itself took a moment. */
  deliveredAt: number
}

/** Captures a lead and delivers it to whoever is next, at `now`. */
export async function delivered(
  n = 1,
  {
    now = start,
    introducerId = null,
    partnerId = 1,
  }: { now?: number; introducerId?: number | null; partnerId?: number } = {},
): Promise<Delivered> {
  const leadId = await takeLead({ introducerId, fields: usualLead(n) }, testCtx({ now }))
  const state = await testDb()
    .prepare('SELECT state, delivered_at FROM referrals WHERE lead_id = ? AND partner_id = ?')
    .bind(leadId, partnerId)
    .first<{ state: string; delivered_at: number }>()
  if (state?.state !== 'delivered') throw new Error(`Not delivered: ${JSON.stringify(state)}`)
  return { leadId, partnerId, ref: referralId(leadId, partnerId), deliveredAt: state.delivered_at }
}

export const at = (now: number, actor: Actor = admin): TestCtx => testCtx({ now, actor })

/** A request as the API would read it: without a reason, the number is wrong. */
export const ask = ({ leadId, partnerId }: Delivered, ctx: TestCtx, body: Partial<ReturnRequest> = {}) =>
  requestReturn(ctx, { leadId, partnerId, ...v.parse(returnRequestSchema, { reason: 'wrong_number', ...body }) })

/** By the partner itself. */
export const askAs = (of: Delivered, now = start + 1000, body: Partial<ReturnRequest> = {}) =>
  ask(of, at(now, asPartner(of.partnerId)), body)

export const balanceOf = async (party: number) =>
  testDb()
    .prepare('SELECT balance, held, payable FROM transfers WHERE party = ? ORDER BY n DESC LIMIT 1')
    .bind(party)
    .first<{ balance: number; held: number; payable: number }>()

/** What the books say is wrong. */
export const findings = async () => (await verifyLedger(testCtx())).findings

export const linesOf = async (kind: string): Promise<{ id: string; amount: number }[]> =>
  (
    await testDb()
      .prepare('SELECT id, amount FROM transfers WHERE kind = ? ORDER BY party, n')
      .bind(kind)
      .all<{ id: string; amount: number }>()
  ).results

export const leadOf = async (leadId: string) =>
  (await testDb().prepare('SELECT * FROM leads WHERE id = ?').bind(leadId).first<Record<string, unknown>>())!

export const referralsOf = async (leadId: string) =>
  (
    await testDb()
      .prepare('SELECT partner_id, state, version FROM referrals WHERE lead_id = ? ORDER BY referred_at, partner_id')
      .bind(leadId)
      .all<{ partner_id: number; state: string; version: number }>()
  ).results
