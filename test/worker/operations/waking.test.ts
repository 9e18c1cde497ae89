import { beforeEach, describe, expect, it } from 'vitest'
import { updateLeadType } from '../../../worker/operations/lead-types/update-lead-type.ts'
import { pausePartner } from '../../../worker/operations/partners/pause-partner.ts'
import { resumePartner } from '../../../worker/operations/partners/resume-partner.ts'
import { updatePartner } from '../../../worker/operations/partners/update-partner.ts'
import { updateSetup } from '../../../worker/operations/setups/update-setup.ts'
import { admin, gbp, makeBroker, makeGroup, makePartner, makeSetup, makeType } from '../../support/config.ts'
import { testCtx } from '../../support/ctx.ts'
import { allTurns, queueFaults } from '../../support/queue-check.ts'
import { parkTurn, serveTurn } from '../../support/serve-turn.ts'

const start = Date.UTC(2026, 5, 15, 12)
const ctx = () => testCtx({ actor: admin, now: start })

const turnOf = async (setupId: number) => (await allTurns()).find(({ setup_id }) => setup_id === setupId)!
const serve = async (setupId: number, minute: number) => serveTurn(await turnOf(setupId), start + minute * 60_000)
const park = async (setupId: number) => parkTurn(await turnOf(setupId), Number.MAX_SAFE_INTEGER, 'OFFLINE NO_CREDIT')

/** Three partners with a setup each: set_1 belongs to ptn_2 and was served first, then set_2, then set_3. */
beforeEach(async () => {
  await makeBroker(ctx())
  await makeGroup(ctx())
  await makeType(ctx())
  for (const partnerId of ['ptn_2', 'ptn_3', 'ptn_4']) {
    await makePartner(ctx())
    await makeSetup(ctx(), { partnerId, allAreas: true })
  }
  for (const setupId of [1, 2, 3]) await serve(setupId, setupId)
})

describe('waking', () => {
  it('promises a partner that resumes the head of its queue, and not a place ahead of it: nobody banks turns', async () => {
    await pausePartner(ctx(), 2)
    await park(1)
    await serve(2, 10)
    await serve(3, 11)
    await resumePartner(ctx(), 2)
    const [woken, head, last] = [await turnOf(1), await turnOf(2), await turnOf(3)]
    expect(woken.due).toBe(0)
    expect(woken.rank).toBeGreaterThan(head.rank)
    expect(woken.rank).toBeLessThanOrEqual(head.rank + 1024)
    expect(last.rank).toBeGreaterThan(head.rank)
    await serve(1, 12)
    expect((await allTurns()).map(({ setup_id }) => setup_id)).toEqual([2, 3, 1])
    expect(await queueFaults()).toEqual([])
  })

  it('promises that a partner which wakes where nobody else is ready keeps its own wait', async () => {
    const before = await turnOf(3)
    for (const setupId of [1, 2, 3]) await park(setupId)
    await pausePartner(ctx(), 4)
    expect(await turnOf(3)).toEqual(before)
    expect(await queueFaults()).toEqual([])
  })

  it.each([
    ['a pause (its reasons are looked at again)', () => pausePartner(ctx(), 2), [1]],
    ['a change of the partner', () => updatePartner(ctx(), 2, { creditLimit: gbp(5000) }), [1]],
    ['a change of the setup', () => updateSetup(ctx(), 1, { price: gbp(1) }), [1]],
    ['a change of the lead type', () => updateLeadType(ctx(), 1, { defaultPrice: gbp(1) }), [1, 2, 3]],
    ['a change of what a lead type is called, which parks nobody', () => updateLeadType(ctx(), 1, { name: 'B' }), []],
    ['a change that changes nothing', () => updatePartner(ctx(), 2, { name: 'Example Boilers' }), []],
    ['a change of somebody else', () => updatePartner(ctx(), 1, { name: 'House' }), []],
  ])('promises that %s wakes whom it concerns and nobody else', async (_, change, woken) => {
    for (const setupId of [1, 2, 3]) await park(setupId)
    await change()
    const ready = (await allTurns()).filter(({ due }) => due === 0).map(({ setup_id }) => setup_id)
    expect(ready.sort()).toEqual(woken)
    expect(await queueFaults()).toEqual([])
  })
})
