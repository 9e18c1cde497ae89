import { applyD1Migrations, env, reset } from 'cloudflare:test'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { SetupChanges } from '../../contract/setup.ts'
import { minuteMs } from '../../contract/time.ts'
import { pausePartner } from '../../worker/operations/partners/pause-partner.ts'
import { resumePartner } from '../../worker/operations/partners/resume-partner.ts'
import { updateSetup } from '../../worker/operations/setups/update-setup.ts'
import { admin, makeBroker, makeGroup, makePartner, makeSetup, makeType, rows } from '../support/config.ts'
import { testCtx } from '../support/ctx.ts'
import { allTurns, queueFaults, type TurnRow } from '../support/queue-check.ts'
import { parkTurn, serveTurn } from '../support/serve-turn.ts'
import type { TestEnv } from '../support/worker-setup.ts'

/** One step of a random history of a broker's setups. `of` and `at` pick a setup and a turn among those there are. */
type Step =
  | ({ does: 'edit'; of: number } & SetupChanges)
  | { does: 'serve'; at: number }
  | { does: 'park'; at: number }
  | { does: 'pause'; of: number }
  | { does: 'resume'; of: number }

const places = fc.constantFrom<string[]>([], ['NW'], ['NW', 'SW'], ['NW1', 'SW'], ['NW1', 'NW2', 'SE', 'SW1'], ['SE'])

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record(
    {
      does: fc.constant('edit' as const),
      of: fc.nat(),
      places,
      priority: fc.constantFrom(-3, 0, 0, 7),
      active: fc.boolean(),
    },
    { requiredKeys: ['does', 'of'] },
  ),
  fc.record({ does: fc.constant('edit' as const), of: fc.nat(), allAreas: fc.boolean() }),
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
  await reset()
  const { DB, MIGRATIONS } = env as unknown as TestEnv
  await applyD1Migrations(DB, MIGRATIONS)
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
    await updateSetup(ctx, setupId, body)
    await expectNoJump(before, { setupId, lastLead })
  } else if (each.does === 'pause' || each.does === 'resume') {
    const partnerId = 2 + (each.of % (setupCount / 2))
    await (each.does === 'pause' ? pausePartner(ctx, partnerId) : resumePartner(ctx, partnerId))
  } else if (ready.length > 0) {
    const turn = ready[each.at % ready.length]!
    await (each.does === 'serve' ? serveTurn(turn, now) : parkTurn(turn, now + minuteMs, 'OFFLINE'))
  }
  expect(await queueFaults(), JSON.stringify(each)).toEqual([])
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

/** Edits move the edited setup only, and never forwards. */
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
    if (old !== undefined) expect(turn.rank).toBeGreaterThanOrEqual(old.rank)
    else expect(turn.rank).toBeGreaterThanOrEqual(lastLead)
    const stayed = old !== undefined && old.band === turn.band && old.due === 0
    const isNewcomer = own.length === 0 && lastLead === 0
    if (stayed) expect(turn.rank).toBe(old.rank)
    else if (!isNewcomer && turn.due === 0) expect(turn.rank).toBeGreaterThanOrEqual(headOf(others(before), turn))
  }
}

function headOf(turns: readonly TurnRow[], { cell, band }: TurnRow): number {
  const arm = turns.filter((turn) => turn.cell === cell && turn.band === band && turn.due === 0)
  return Math.min(...arm.map(({ rank }) => rank), arm.length === 0 ? 0 : Number.POSITIVE_INFINITY)
}
