import type { Field } from '../../../contract/fields/field.ts'
import { readLead } from '../../../worker/operations/leads/read-lead.ts'
import { type TestCtx, testCtx, testDb } from '../../support/ctx.ts'
import { takeLead } from '../../support/take-lead.ts'
import { buildWorld, usualFields, usualLead, type World } from '../../support/world.ts'

/** Noon in London on a Monday. */
export const start = Date.UTC(2026, 5, 15, 11)

/** The usual fields, and one whose answers the broker wrote. */
export const fields: Field[] = [
  ...usualFields,
  {
    name: 'house',
    kind: 'choice',
    label: 'Kind of house',
    required: false,
    options: [{ value: 'terraced', label: 'Terraced' }],
  },
]

/** Partner 1 comes first and must accept within 30 minutes; partner 2 gets what partner 1 does not take. */
export const offerWorld = ({ preferences = {}, partners, setups, leadTypes }: World = {}) =>
  buildWorld(testDb(), {
    preferences,
    leadTypes: leadTypes ?? [{ id: 1, fields }],
    partners: partners ?? [{ id: 1 }, { id: 2 }],
    setups: setups ?? [
      { id: 1, partnerId: 1, leadTypeId: 1, priority: 1, acceptMinutes: 30 },
      { id: 2, partnerId: 2, leadTypeId: 1 },
    ],
  })

/** A lead comes in, and what starts at once runs: partner 1 has its offer. */
export async function offerLead(n = 1, when: number | TestCtx = start): Promise<{ leadId: string; ctx: TestCtx }> {
  const ctx = typeof when === 'number' ? testCtx({ now: when }) : when
  const fields = { ...usualLead(n), details: 'My roof at 1 High Street leaks', house: 'terraced' }
  return { leadId: await takeLead({ fields }, ctx), ctx }
}

export const partnerActor = (partnerId: number) => ({ kind: 'partner', keyId: 1, keyVersion: 1, partnerId }) as const

export async function statesOf(leadId: string): Promise<[string, string][]> {
  const { referrals } = await readLead(testCtx(), leadId)
  return referrals.map(({ partner, state }) => [partner.id, state])
}

/** [available, held] of a partner that began with 1,000,000. */
export async function moneyOf(partner: number): Promise<number[]> {
  const row = await testDb()
    .prepare('SELECT balance - held AS available, held FROM transfers WHERE party = ? ORDER BY n DESC LIMIT 1')
    .bind(partner)
    .first<{ available: number; held: number }>()
  return [row!.available, row!.held]
}

/** Every mail so far: to whom, what about, and what it says. */
export async function mails(): Promise<{ recipients: string; subject: string; body: string }[]> {
  const { results } = await testDb()
    .prepare('SELECT recipients, subject, body FROM mailbox ORDER BY at, id')
    .all<{ recipients: string; subject: string; body: string }>()
  return results
}

/** Words of the person, none of which may reach a partner before it has accepted. */
export const personal = ['Ada', 'Person1', 'person1@', '7946', 'NW1 6XE', '6XE', 'High Street', 'leaks']
