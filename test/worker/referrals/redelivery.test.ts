import { expect, inject, it } from 'vitest'
import { parseReferralId } from '../../../contract/id.ts'
import { hourMs, minuteMs } from '../../../contract/time.ts'
import { runDue } from '../../../worker/jobs/cron.ts'
import { verifyLedger } from '../../../worker/operations/billing/verify-ledger.ts'
import { captureLead } from '../../../worker/operations/leads/capture-lead.ts'
import { readLead } from '../../../worker/operations/leads/read-lead.ts'
import { readTries } from '../../../worker/operations/referrals/read-referral.ts'
import { redeliverReferral } from '../../../worker/operations/referrals/redeliver-referral.ts'
import { resolveReferral } from '../../../worker/operations/referrals/resolve-referral.ts'
import { type TestCtx, testCtx, testDb } from '../../support/ctx.ts'
import { meanwhile } from '../../support/meanwhile.ts'
import { buildWorld, usualFields, usualLead } from '../../support/world.ts'

const start = Date.UTC(2026, 5, 15, 12)

const internet = (path: string) => ({
  email: null,
  internet: { format: 'json', url: `${inject('outside').http}${path}`, headers: {} },
})

const duplicate = () => internet(`/answer?body=${encodeURIComponent('{"status":"duplicate"}')}`)

/** Partner 1 is first by priority and delivers so; a lead that it does not take goes to partner 2. */
async function leadFor(delivery: unknown, db = testDb()): Promise<{ leadId: string; ctx: TestCtx }> {
  await buildWorld(testDb(), {
    partners: [delivery === null ? { id: 1 } : { id: 1, delivery }, { id: 2 }],
    setups: [
      { id: 1, partnerId: 1, leadTypeId: 1, priority: 1 },
      { id: 2, partnerId: 2, leadTypeId: 1 },
    ],
  })
  const ctx = testCtx({ now: start, db })
  const fields = { ...usualLead(1), details: 'Mend the roof' }
  const { id } = await captureLead(ctx, { leadTypeId: 1, introducerId: null, channel: 'json', pageUrl: null, fields })
  return { leadId: id, ctx }
}

const referralsOf = async (leadId: string) => (await readLead(testCtx(), leadId)).referrals
const jobs = async () => (await testDb().prepare('SELECT id, kind FROM jobs').all()).results

const setDelivery = (delivery: unknown) =>
  testDb()
    .prepare('UPDATE partners SET delivery = ?, version = version + 1 WHERE id = 1')
    .bind(JSON.stringify(delivery))
    .run()

it('promises that nothing is delivered again while its first try is out: two answers could not be told apart', async () => {
  const { leadId } = await leadFor(internet('/reset'))
  const again = redeliverReferral(testCtx({ now: start + 1000 }), { leadId, partnerId: 1 })
  await expect(again).rejects.toMatchObject({ code: 'NOT_REDELIVERABLE' })
})

it('promises that `duplicate` in answer to a redelivery is no reason to go to somebody else', async () => {
  const { leadId, ctx } = await leadFor(internet('/reset'))
  await ctx.runStarted()
  await setDelivery(duplicate())
  const by = testCtx({ now: start + 1000 })
  await redeliverReferral(by, { leadId, partnerId: 1 })
  await by.runStarted()
  for (const after of [10 * minuteMs, hourMs, 30 * hourMs]) await runDue(() => testCtx({ now: start + after }))
  expect(await referralsOf(leadId)).toMatchObject([{ partner: { id: 'ptn_1' }, state: 'unknown' }])
})

it('promises that an answer which comes after a person has decided changes nothing, and stays on record', async () => {
  const { leadId, ctx } = await leadFor(internet('/reset'))
  await ctx.runStarted()
  await setDelivery(internet(`/answer?body=${encodeURIComponent('{"status":"accepted","id":"late"}')}`))
  const of = { leadId, partnerId: 1 }
  const decide = () =>
    resolveReferral(testCtx({ now: start + minuteMs }), { ...of, outcome: 'rejected', reason: 'They have not got it' })
  const db = meanwhile(testDb(), 1, decide)
  await runDue(() => testCtx({ now: start + hourMs, db }))
  expect((await referralsOf(leadId))[0]).toMatchObject({ partner: { id: 'ptn_1' }, state: 'rejected' })
  expect((await readTries(testCtx(), of)).items[0]).toMatchObject({ outcome: 'accepted', remoteId: 'late' })
  expect((await verifyLedger(testCtx())).findings).toEqual([])
})

it('promises that a retry sends nothing more once a person has said that the partner has the lead', async () => {
  const { leadId, ctx } = await leadFor(internet('/reset'))
  await ctx.runStarted()
  expect(await jobs()).toMatchObject([{ kind: 'deliver-referral' }])
  const [referral] = await referralsOf(leadId)
  const of = parseReferralId(referral!.id)!
  const tries = async () => (await readTries(testCtx(), of)).items.length
  const before = await tries()
  await resolveReferral(testCtx({ now: start + 1000 }), { ...of, outcome: 'accepted', reason: 'Rang them' })
  await runDue(() => testCtx({ now: start + hourMs }))
  expect(await tries()).toBe(before)
  expect(await jobs()).toEqual([])
  expect((await referralsOf(leadId))[0]!.state).toBe('delivered')
})

it('promises that a value goes out as it is when its field has become another kind meanwhile', async () => {
  const { leadId, ctx } = await leadFor(null)
  const options = [{ value: 'roof', label: 'Roof' }]
  const changed = usualFields.map((field) =>
    field.name === 'details' ? { ...field, kind: 'multiChoice', options } : field,
  )
  await testDb().prepare('UPDATE lead_types SET fields = ?, version = version + 1').bind(JSON.stringify(changed)).run()
  await ctx.runStarted()
  expect(await referralsOf(leadId)).toMatchObject([{ partner: { id: 'ptn_1' }, state: 'delivered' }])
  expect(await testDb().prepare('SELECT body FROM mailbox').first('body')).toContain('Mend the roof')
  expect(await jobs()).toEqual([])
})
