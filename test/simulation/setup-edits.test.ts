import fc from 'fast-check'
import { expect, it } from 'vitest'
import { billingPoints, type Charge } from '../../contract/charge.ts'
import { type LeadTypeChanges, selections } from '../../contract/lead-type.ts'
import type { SetupChanges } from '../../contract/setup.ts'
import { minuteMs } from '../../contract/time.ts'
import { rankAfterTurn, rankAfterWeightedTurn } from '../../worker/domain/routing/rank.ts'
import { readLeadType } from '../../worker/operations/lead-types/read-lead-type.ts'
import { updateLeadType } from '../../worker/operations/lead-types/update-lead-type.ts'
import { pausePartner } from '../../worker/operations/partners/pause-partner.ts'
import { resumePartner } from '../../worker/operations/partners/resume-partner.ts'
import { updateSetup } from '../../worker/operations/setups/update-setup.ts'
import { Problem } from '../../worker/problem.ts'
import { admin, gbp, makeBroker, makeGroup, makePartner, makeSetup, makeType, rows } from '../support/config.ts'
import { testCtx } from '../support/ctx.ts'
import { freshDb } from '../support/fresh-db.ts'
import { allTurns, queueFaults, type TurnRow } from '../support/queue-check.ts'
import { parkTurn, serveTurn } from '../support/serve-turn.ts'

/** One step of a random history of a broker's settings. `of` and `at` pick a setup and a turn among those there are. */
type Step =
  | ({ does: 'edit'; of: number } & SetupChanges)
  | ({ does: 'set'; of: number } & LeadTypeChanges)
  | { does: 'serve'; at: number }
  | { does: 'park'; at: number }
  | { does: 'pause'; of: number }
  | { does: 'resume'; of: number }

const places = fc.constantFrom<string[]>([], ['NW'], ['NW', 'SW'], ['NW1', 'SW'], ['NW1', 'NW2', 'SE', 'SW1'], ['SE'])
const price = fc.constantFrom(gbp(1000), gbp(0), gbp(700), gbp(1e12))

/** Amounts beside the price are part of it in a queue by price; shares of a lead's cost are not. */
const charges = fc.constantFrom<Charge[]>(
  [],
  [{ point: 'converted', amount: gbp(300), costBps: 0 }],
  [
    { point: 'accepted', amount: gbp(200), costBps: 5000 },
    { point: 'qualified', amount: null, costBps: 100 },
  ],
)

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record(
    {
      does: fc.constant('edit' as const),
      of: fc.nat(),
      places,
      priority: fc.constantFrom(-3, 0, 0, 7),
      weight: fc.constantFrom(1, 2, 30, 100),
      price: fc.option(price),
      billing: fc.option(fc.record({ point: fc.constantFrom(...billingPoints), charges })),
      active: fc.boolean(),
    },
    { requiredKeys: ['does', 'of'] },
  ),
  fc.record({ does: fc.constant('edit' as const), of: fc.nat(), allAreas: fc.boolean() }),
  fc.record(
    {
      does: fc.constant('set' as const),
      of: fc.nat(),
      selection: fc.constantFrom(...selections),
      defaultPrice: price,
      nationalPrice: fc.option(price),
      billingPoint: fc.constantFrom(...billingPoints),
      charges,
      scope: fc.constantFrom(1, 2),
    },
    { requiredKeys: ['does', 'of'] },
  ),
  fc.record({ does: fc.constant('serve' as const), at: fc.nat() }),
  fc.record({ does: fc.constant('serve' as const), at: fc.nat() }),
  fc.record({ does: fc.constant('park' as const), at: fc.nat() }),
  fc.record({ does: fc.constant('pause' as const), of: fc.nat() }),
  fc.record({ does: fc.constant('resume' as const), of: fc.nat() }),
)

const setupCount = 6
const start = Date.UTC(2026, 5, 15, 12)
const seed = Math.floor(Math.random() * 2 ** 31)

it('promises a queue in step with every history of edits, in which nobody jumps it', async () => {
  console.info(`setup edits: seed ${seed}`)
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40 }), async (steps) => {
      await makeWorld()
      for (const [minute, each] of steps.entries()) await take(each, start + minute * minuteMs)
    }),
    { seed, numRuns: 15, endOnFailure: true },
  )
})

/** Every run begins on an empty database, so that a seed tells the whole story. */
async function makeWorld(): Promise<void> {
  await freshDb()
  const ctx = testCtx({ actor: admin, now: start })
  await makeBroker(ctx)
  await makeGroup(ctx)
  for (const name of ['One', 'Two']) await makeType(ctx, { name })
  for (let n = 0; n < setupCount / 2; n += 1) {
    const { id: partnerId } = await makePartner(ctx)
    for (const leadTypeId of ['typ_1', 'typ_2']) await makeSetup(ctx, { partnerId, leadTypeId, places: ['NW'] })
  }
}

async function take(each: Step, now: number): Promise<void> {
  const before = await allTurns()
  const ready = before.filter(({ due }) => due === 0)
  const ctx = testCtx({ actor: admin, now })
  if (each.does === 'edit') {
    const { does: _, of, ...body } = each
    const setupId = 1 + (of % setupCount)
    const lastLead = await lastLeadOf(setupId)
    await unlessRefused(updateSetup(ctx, setupId, body))
    await expectNoJump(before, { setupId, lastLead })
  } else if (each.does === 'set') {
    const { does: _, of, ...body } = each
    const leadTypeId = 1 + (of % 2)
    const { selection } = await readLeadType(ctx, leadTypeId)
    await updateLeadType(ctx, leadTypeId, body)
    if ((body.selection ?? selection) !== selection) await expectEvenStart(before, leadTypeId)
    else await expectOwnWait(before, leadTypeId)
  } else if (each.does === 'pause' || each.does === 'resume') {
    const partnerId = 2 + (each.of % (setupCount / 2))
    await (each.does === 'pause' ? pausePartner(ctx, partnerId) : resumePartner(ctx, partnerId))
  } else if (ready.length > 0) {
    const turn = ready[each.at % ready.length]!
    if (each.does === 'park') await parkTurn(turn, now + minuteMs, 'OFFLINE')
    else await serveAndCheck(turn, now)
  }
  expect(await queueFaults(), JSON.stringify(each)).toEqual([])
}

/** An active setup without places is refused; that must change nothing either. */
async function unlessRefused(work: Promise<unknown>): Promise<void> {
  await work.catch((error) => {
    if (!(error instanceof Problem) || error.errors[0]?.code !== 'NO_LOCATIONS_SET') throw error
  })
}

/** A turn that is taken goes where the domain says that it goes. */
async function serveAndCheck(turn: TurnRow, now: number): Promise<void> {
  const arm = (await allTurns()).filter(({ cell, band, due }) => cell === turn.cell && band === turn.band && due === 0)
  const last = arm.at(-1)!
  await serveTurn(turn, now)
  const after = (await allTurns()).find(({ cell, setup_id }) => cell === turn.cell && setup_id === turn.setup_id)!
  expect(after.rank).toBe(
    turn.weight === null
      ? Math.max(turn.rank + 1024, rankAfterTurn(now, 512))
      : rankAfterWeightedTurn(weighted(turn), weighted(last)),
  )
}

const weighted = ({ rank, weight }: TurnRow) => ({ rank, weight: weight! })

const isOfType =
  (leadTypeId: number) =>
  ({ cell }: TurnRow): boolean =>
    Math.floor(cell / 2 ** 24) === leadTypeId

const sameTurn = (turns: readonly TurnRow[], { cell, setup_id }: TurnRow): TurnRow =>
  turns.find((turn) => turn.cell === cell && turn.setup_id === setup_id)!

/** Another selection: everybody is awake and starts even; the other type is not touched. */
async function expectEvenStart(before: readonly TurnRow[], leadTypeId: number): Promise<void> {
  const after = await allTurns()
  expect(after.filter((turn) => !isOfType(leadTypeId)(turn))).toEqual(
    before.filter((turn) => !isOfType(leadTypeId)(turn)),
  )
  for (const turn of after.filter(isOfType(leadTypeId))) {
    const start = turn.weight === null ? 0 : Math.floor(2 ** 25 / turn.weight)
    expect([turn.due, turn.rank - start >= 0, turn.rank - start < 1024]).toEqual([0, true, true])
    if (sameTurn(before, turn).due === 0) expect(turn.rank - start).toBe(sameTurn(before, turn).rank & 1023)
  }
}

/** Another price or scope: nobody comes forward, and who stays in its band and was awake stays where it was. */
async function expectOwnWait(before: readonly TurnRow[], leadTypeId: number): Promise<void> {
  const after = await allTurns()
  for (const turn of after) {
    const old = sameTurn(before, turn)
    if (!isOfType(leadTypeId)(turn) || (old.band === turn.band && old.due === 0)) expect(turn).toEqual(old)
    else expect(turn.rank).toBeGreaterThanOrEqual(old.rank)
  }
}

/** When the setup's partner last had a lead of its type, as a rank; 0 for never. */
async function lastLeadOf(setupId: number): Promise<number> {
  const [row] = await rows<{ rank: number }>(
    `SELECT coalesce(max(r.referred_at), 0) * 1024 AS rank FROM referrals r JOIN setups s
     ON s.partner_id = r.partner_id AND s.lead_type_id = r.lead_type_id WHERE s.id = ?`,
    setupId,
  )
  return row!.rank
}

/** Edits move the edited setup only, and never before the head of an arm that it was not the head of. */
async function expectNoJump(
  before: readonly TurnRow[],
  { setupId, lastLead }: { setupId: number; lastLead: number },
): Promise<void> {
  const after = await allTurns()
  const others = (turns: readonly TurnRow[]) => turns.filter(({ setup_id }) => setup_id !== setupId)
  expect(others(after)).toEqual(others(before))
  const own = before.filter(({ setup_id }) => setup_id === setupId)
  for (const turn of after.filter(({ setup_id }) => setup_id === setupId)) {
    const old = own.find(({ cell }) => cell === turn.cell)
    const head = headOf(others(before), turn)
    const stayed = old !== undefined && old.band === turn.band
    if (turn.weight === null) {
      expect(turn.rank).toBeGreaterThanOrEqual(old?.rank ?? lastLead)
      const isNewcomer = own.length === 0 && lastLead === 0
      if (stayed && old.due === 0) expect(turn.rank).toBe(old.rank)
      else if (!isNewcomer && turn.due === 0) expect(turn.rank).toBeGreaterThanOrEqual(head)
    } else if (!stayed) expect(turn.rank).toBeGreaterThanOrEqual(head)
    else if (old.due !== 0) expect(turn.rank).toBeGreaterThanOrEqual(Math.min(old.rank, head))
    else if (old.weight === turn.weight) expect(turn.rank).toBe(old.rank)
    else expect(turn.rank).toBeGreaterThanOrEqual(Math.min(old.rank, head))
  }
}

function headOf(turns: readonly TurnRow[], { cell, band }: TurnRow): number {
  const arm = turns.filter((turn) => turn.cell === cell && turn.band === band && turn.due === 0)
  return Math.min(...arm.map(({ rank }) => rank), arm.length === 0 ? 0 : Number.POSITIVE_INFINITY)
}
