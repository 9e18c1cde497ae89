import type { LeadGroup } from '../../../contract/lead-group.ts'
import type { LeadType } from '../../../contract/lead-type.ts'
import type { Partner } from '../../../contract/partner.ts'
import type { Preferences } from '../../../contract/preferences.ts'
import type { Setup } from '../../../contract/setup.ts'
import {
  groupsOfTypes,
  leadTypesById,
  type PastHistoryRow,
  partnersById,
  selectHistorySince,
  setupsBetween,
} from '../../../db/store/past.ts'
import type { Ctx } from '../../context.ts'
import type { HistoryEntry, Timeline } from '../../domain/replay/timeline.ts'
import { loadBroker } from '../broker/load-broker.ts'
import { toLeadGroup } from '../lead-groups/lead-group-view.ts'
import { toLeadType } from '../lead-types/lead-type-view.ts'
import { toPartner } from '../partners/partner-view.ts'
import { loadPreferences } from '../preferences/load-preferences.ts'
import { toSetup } from '../setups/setup-view.ts'

/** Settings as they are, and what happened to them since a moment: enough to tell them at any moment from then on. */
export interface Timelines {
  partners: ReadonlyMap<number, PartnerTimeline>
  /** By `setupKey`. */
  setups: ReadonlyMap<string, Timeline<Setup>>
  leadTypes: ReadonlyMap<number, Timeline<LeadType>>
  groups: ReadonlyMap<string, Timeline<LeadGroup>>
  preferences: Timeline<Preferences>
  currency: string
}

export interface PartnerTimeline extends Timeline<Partner> {
  /** What its breaker is now: a past that does not lead there is not known. */
  breakerUntil: number
}

export const setupKey = (partnerId: number, leadTypeId: number): string => `${partnerId}:${leadTypeId}`

/**
 * Reads the settings of these partners and lead types with their history since a moment (C5). The settings are read
 * first: what happens in between is newer than they are and is left alone.
 */
export async function loadTimelines(
  ctx: Pick<Ctx, 'db'>,
  wanted: { partnerIds: readonly number[]; leadTypeIds: readonly number[]; since: number },
): Promise<Timelines> {
  const { currency } = await loadBroker(ctx)
  const [partnerRows, setupRows, typeRows, groupRows, preferences] = await Promise.all([
    partnersById(ctx.db, wanted.partnerIds),
    setupsBetween(ctx.db, wanted),
    leadTypesById(ctx.db, wanted.leadTypeIds),
    groupsOfTypes(ctx.db, wanted.leadTypeIds),
    loadPreferences(ctx),
  ])
  const partners = partnerRows.map((row) => ({ row, view: toPartner(row, currency) }))
  const setups = setupRows.map(({ places, ...priced }) => ({
    row: priced.setup,
    view: toSetup(priced, JSON.parse(places) as number[], currency),
  }))
  const leadTypes = typeRows.map((row) => ({ row, view: toLeadType(row, currency, preferences.settings) }))
  const groups = groupRows.map(toLeadGroup)
  const ids = [...partners, ...setups, ...leadTypes].map(({ view }) => view.id)
  const [history, ofPreferences] = await Promise.all([
    loadHistory(ctx, [...ids, ...groups.map(({ id }) => id)], wanted.since),
    loadHistory(ctx, ['preferences'], 0),
  ])
  const entries = (id: string): readonly HistoryEntry[] => history.get(id) ?? []

  return {
    currency,
    partners: new Map(
      partners.map(({ row, view }) => [row.id, { view, entries: entries(view.id), breakerUntil: row.breakerUntil }]),
    ),
    setups: new Map(
      setups.map(({ row, view }) => [setupKey(row.partnerId, row.leadTypeId), { view, entries: entries(view.id) }]),
    ),
    leadTypes: new Map(leadTypes.map(({ row, view }) => [row.id, { view, entries: entries(view.id) }])),
    groups: new Map(groups.map((view) => [view.id, { view, entries: entries(view.id) }])),
    preferences: {
      view: { ...preferences.settings, version: preferences.version },
      entries: ofPreferences.get('preferences') ?? [],
      begins: 0,
    },
  }
}

/** The history of these things after a moment, oldest first, by thing. */
export async function loadHistory(
  { db }: Pick<Ctx, 'db'>,
  ids: readonly string[],
  since: number,
): Promise<Map<string, HistoryEntry[]>> {
  const { results } = await selectHistorySince(db, { ids, since }).all<PastHistoryRow>()
  const byId = new Map<string, HistoryEntry[]>()
  for (const { id, data, ...entry } of results) {
    const list = byId.get(id) ?? []
    list.push({ ...entry, data: data === null ? null : JSON.parse(data) })
    byId.set(id, list)
  }
  return byId
}
