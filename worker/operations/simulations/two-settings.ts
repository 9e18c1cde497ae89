import { type NumberedKind, parseId } from '../../../contract/id.ts'
import type { Preferences } from '../../../contract/preferences.ts'
import { findLeadGroup } from '../../../db/store/lead-groups.ts'
import type { PartnerRow } from '../../../db/store/partners.ts'
import { nextSetupId } from '../../../db/store/setups.ts'
import type { Ctx } from '../../context.ts'
import type { Settings } from '../../domain/simulation/settings.ts'
import { found } from '../config/checks.ts'
import type { LoadedLeadType } from '../leads/load-lead-type.ts'
import type { PresentSettings } from './load-settings.ts'
import {
  changedLeadType,
  changedPartner,
  changedSetup,
  type PlacedSetup,
  simulatedLeadType,
  simulatedPartner,
  simulatedRules,
} from './simulated-settings.ts'
import { simulatedSetups } from './simulated-setups.ts'
import type { Proposed } from './try-proposal.ts'
import type { TurnsThen } from './where-turns-stood.ts'

/** The settings of now and those to try, for one and the same past. */
export interface TwoSettings {
  baseline: Settings
  proposed: Settings
}

interface All {
  preferences: Preferences
  leadTypes: readonly LoadedLeadType[]
  partners: readonly PartnerRow[]
  setups: readonly PlacedSetup[]
}

/** Makes both, with every turn where it stood when the window began. */
export async function twoSettings(
  ctx: Ctx,
  present: PresentSettings,
  { tried, stood }: { tried: Proposed; stood: TurnsThen },
): Promise<TwoSettings> {
  const now: All = { ...present, preferences: present.preferences.settings, setups: placed(present) }
  const changed = await withChanges(ctx, now, tried)
  const settingsOf = async (all: All): Promise<Settings> => ({
    rules: simulatedRules(all.preferences),
    dedupe: all.preferences.dedupe,
    leadTypes: byId(all.leadTypes.map(simulatedLeadType)),
    partners: byId(all.partners.map(simulatedPartner)),
    setups: await simulatedSetups(ctx, all.setups, { was: now.leadTypes, is: all.leadTypes, stood }),
  })
  return { baseline: await settingsOf(now), proposed: await settingsOf(changed) }
}

async function withChanges(ctx: Ctx, now: All, tried: Proposed): Promise<All> {
  const leadTypes = now.leadTypes.map(async (leadType) => {
    const view = viewOf('leadType', leadType.id, tried.leadTypes)
    return view === undefined
      ? leadType
      : changedLeadType(leadType, view, found(await findLeadGroup(ctx.db, leadType.groupId)))
  })
  const setups = now.setups.map((setup) => {
    const view = viewOf('setup', setup.row.id, tried.setups)
    return view === undefined ? setup : changedSetup(view, setup.row)
  })
  const firstNew = tried.newSetups.length === 0 ? 0 : await nextSetupId(ctx.db)
  const newSetups = tried.newSetups.map((view, i) => {
    const [partnerId, leadTypeId] = [parseId('partner', view.partnerId)!, parseId('leadType', view.leadTypeId)!]
    return changedSetup(view, { id: firstNew + i, partnerId, leadTypeId })
  })
  return {
    preferences: tried.preferences,
    leadTypes: await Promise.all(leadTypes),
    partners: now.partners.map((row) => {
      const view = viewOf('partner', row.id, tried.partners)
      return view === undefined ? row : changedPartner(row, view)
    }),
    setups: [...setups, ...newSetups],
  }
}

/** A setup serves the places in which it has a turn. */
function placed({ setups, turns }: PresentSettings): PlacedSetup[] {
  const bySetup = Map.groupBy(turns, ({ setup_id }) => setup_id)
  return setups.map((row) => ({ row, places: (bySetup.get(row.id) ?? []).map(({ cell }) => cell % 2 ** 24) }))
}

const viewOf = <View extends { id: string }>(
  kind: NumberedKind,
  id: number,
  views: readonly View[],
): View | undefined => views.find((view) => parseId(kind, view.id) === id)

const byId = <Thing extends { id: number }>(things: readonly Thing[]): Map<number, Thing> =>
  new Map(things.map((thing) => [thing.id, thing]))
