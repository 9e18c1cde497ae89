import { expect, it } from 'vitest'
import { returnId } from '../../../contract/id.ts'
import { bulkDecisionSchema } from '../../../contract/return.ts'
import { dayMs } from '../../../contract/time.ts'
import { bookAppointment } from '../../../worker/operations/appointments/book-appointment.ts'
import { decideReturns } from '../../../worker/operations/returns/decide-returns.ts'
import { template } from '../../support/automation-world.ts'
import { testCtx, testDb } from '../../support/ctx.ts'
import { meteredDb } from '../../support/metered-db.ts'
import { askAs, at, buyers, delivered, start } from '../../support/return-world.ts'

/** What one invocation may ask of D1. */
const most = 1000

it('promises that as many decisions as one request takes fit into one invocation, the dearest kind too', async () => {
  await buyers({ reverseIntroducer: true })
  const { id } = await template(at(start), { kind: 'return' })
  await testDb().batch([
    testDb()
      .prepare(
        `UPDATE preferences SET version = version + 1, settings = json_set(settings, '$.returnPolicy.templateId', ?)`,
      )
      .bind(id),
    testDb().prepare(
      `UPDATE lead_types SET version = 2, charges = '[{"point":"qualified","amountMinor":400,"costBps":0}]'`,
    ),
    testDb().prepare(
      `INSERT INTO introducer_terms (id, version, partner_id, lead_type_id, amount, shares) VALUES (1, 1, 9, NULL, 200, '[]')`,
    ),
  ])
  const of = await delivered(1, { introducerId: 9 })
  await bookAppointment(at(start + 1000), { ...of, appointment: { startsAt: start + 3 * dayMs } })
  await askAs(of)
  const { db, meter } = meteredDb(testDb())
  await decideReturns(testCtx({ now: start + 2000, db }), {
    items: [{ returnId: returnId(of.leadId, of.partnerId), decision: 'approve', note: '', reroute: true }],
  })
  const statements = [...meter.byStatement.values()].reduce((sum, { times }) => sum + times, 0)
  const items = bulkDecisionSchema.entries.items.pipe.find((action) => action.type === 'max_length')!.requirement
  expect(statements * Number(items)).toBeLessThan(most)
})
