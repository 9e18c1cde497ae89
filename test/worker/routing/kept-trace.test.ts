import { describe, expect, it } from 'vitest'
import { captureLead } from '../../../worker/operations/leads/capture-lead.ts'
import { readLead } from '../../../worker/operations/leads/read-lead.ts'
import { testCtx, testDb } from '../../support/ctx.ts'
import { leadIdAt } from '../../support/random.ts'
import { buildWorld, usualLead } from '../../support/world.ts'

const now = Date.UTC(2026, 5, 15, 12)

const id = leadIdAt(now, 1)

/** Some are eligible on each arm, some fail something. */
const someWorld = (ids = [1, 2, 3, 4, 5, 6]) =>
  buildWorld(testDb(), {
    leadTypes: [{ id: 1, scope: 2 }],
    partners: ids.map((partner) => ({ id: partner, online: partner !== 3, dailyLimit: partner })),
    setups: ids.map((partner) => ({
      id: partner,
      partnerId: partner,
      leadTypeId: 1,
      price: partner * 100,
      priority: partner % 2,
      ...(partner > 4 ? { places: [partner === 5 ? 'NW' : 'NW1'] } : {}),
    })),
  })

async function decide({ dryRun = false } = {}) {
  const ctx = testCtx({ now, dryRun })
  const lead = { id, leadTypeId: 1, introducerId: null, channel: 'json', pageUrl: null, fields: usualLead(1) } as const
  await captureLead(ctx, lead)
  return ctx
}

const keptOf = (id: string) =>
  testDb().prepare("SELECT data ->> 'trace' AS trace FROM history WHERE id = ?").bind(id).first<string>('trace')

describe('the trace that history keeps', () => {
  it('promises to be read as a dry run shows it', async () => {
    await someWorld()
    const { trace: shown } = (await decide({ dryRun: true })).effects[0]!.data as { trace: object }
    await decide()
    const { at, ...read } = (await readLead(testCtx(), id)).trace!
    expect(at).toBe('2026-06-15T12:00:00.000Z')
    expect(read).toEqual(shown)
    expect(read.considered.map(({ position }) => position)).toContain(1)
    expect(read.considered.flatMap(({ failures }) => failures.map(({ title }) => title))).toContain('Partner is online')
  })

  it('promises to take a third of the room at most', async () => {
    await someWorld()
    await decide()
    const { trace } = await readLead(testCtx(), id)
    expect((await keptOf(id))!.length * 3).toBeLessThan(JSON.stringify(trace).length)
  })
})
