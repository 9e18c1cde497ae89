import type { PartnerRow } from '../../../db/store/partners.ts'
import type { SetupRow } from '../../../db/store/setups.ts'
import {
  partnersConcerned,
  type SimulatedTurnRow,
  selectTurnsOfType,
  setupsOfType,
} from '../../../db/store/simulation.ts'
import type { Ctx } from '../../context.ts'
import { Problem } from '../../problem.ts'
import { type LoadedLeadType, loadLeadType } from '../leads/load-lead-type.ts'
import { type LoadedPreferences, loadPreferences } from '../preferences/load-preferences.ts'

/** The settings as they are now, of the lead types concerned, and where everybody's turn stands now. */
export interface PresentSettings {
  preferences: LoadedPreferences
  leadTypes: LoadedLeadType[]
  partners: PartnerRow[]
  setups: SetupRow[]
  turns: SimulatedTurnRow[]
}

/** What fits into the memory of one request. */
const mostSetups = 20_000
const mostTurns = 100_000

/** Reads them. Problems: INVALID_BODY when the types have more setups, or more places, than one request can hold. */
export async function loadSettings(
  ctx: Ctx,
  { leadTypeIds, partnerIds }: { leadTypeIds: readonly number[]; partnerIds: readonly number[] },
): Promise<PresentSettings> {
  const [preferences, leadTypes, partners] = await Promise.all([
    loadPreferences(ctx),
    Promise.all(leadTypeIds.map(async (id) => (await loadLeadType(ctx, id, { fresh: true }))!)),
    partnersConcerned(ctx.db, { leadTypeIds, partnerIds }),
  ])
  const setups: SetupRow[] = []
  const turns: SimulatedTurnRow[] = []
  for (const leadTypeId of leadTypeIds) {
    setups.push(...(await setupsOfType(ctx.db, { leadTypeId, after: 0, limit: mostSetups - setups.length + 1 })))
    const limit = mostTurns - turns.length + 1
    turns.push(...(await selectTurnsOfType(ctx.db, { leadTypeId, limit }).all<SimulatedTurnRow>()).results)
    if (setups.length > mostSetups || turns.length > mostTurns) throw tooLarge()
  }
  return { preferences, leadTypes, partners, setups, turns }
}

const tooLarge = () =>
  new Problem('INVALID_BODY', {
    errors: [
      {
        pointer: '/leadTypeId',
        code: 'TOO_MANY',
        message: `At most ${mostSetups} setups with ${mostTurns} places can be simulated at once: take one lead type.`,
      },
    ],
  })
