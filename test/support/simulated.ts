import { hourMs } from '../../contract/time.ts'
import { cellOf } from '../../worker/domain/places/place.ts'
import type { Past, PastLead } from '../../worker/domain/simulation/past.ts'
import type {
  Settings,
  SimulatedLeadType,
  SimulatedPartner,
  SimulatedSetup,
} from '../../worker/domain/simulation/settings.ts'
import { facts } from './facts.ts'

/** When the window of a simulated past begins: a Tuesday noon in London. */
export const windowStart = Date.parse('2026-03-03T12:00:00Z')

export interface SimulatedBuyer {
  id: number
  partner?: Partial<SimulatedPartner>
  setup?: Partial<SimulatedSetup>
  places?: number[]
}

/** One lead type at 10.00, and a buyer of all areas for each id; setup 1 belongs to partner 1. */
export function settingsOf(buyers: readonly SimulatedBuyer[], leadType: Partial<SimulatedLeadType> = {}): Settings {
  const { partner, setup, leadType: type } = facts()
  return {
    rules: { allowOwnIntroduction: false, blockUnverifiedFca: false },
    dedupe: {
      mode: 'off',
      days: 30,
      scope: 'everywhere',
      match: ['email'],
      combine: 'any',
      action: 'link',
      clusterOnce: false,
    },
    leadTypes: new Map([[1, { ...type, scope: 1, selection: 'longest_wait', holdHours: 0, fields: [], ...leadType }]]),
    partners: new Map(
      buyers.map(({ id, partner: given }) => [id, { ...partner, id, zone: 'Europe/London', schedule: null, ...given }]),
    ),
    setups: buyers.map(({ id, setup: given, places = [0] }) => ({
      ...setup!,
      id,
      partnerId: id,
      leadTypeId: 1,
      turns: places.map((place) => ({ cell: cellOf(1, place), rank: id })),
      ...given,
    })),
  }
}

/** A past of these leads, one every hour; everybody has 100.00. */
export const pastOf = (leads: readonly Partial<PastLead>[], past: Partial<Past> = {}): Past => ({
  until: windowStart + 1000 * hourMs,
  leads: leads.map((lead, i) => ({
    ...aLead,
    id: `lead ${i}`,
    originalId: `lead ${i}`,
    at: windowStart + i * hourMs,
    ...lead,
  })),
  events: [],
  availableMinor: new Map([1, 2, 3].map((id) => [id, 10_000])),
  counts: [],
  people: [],
  ...past,
})

const aLead: PastLead = {
  id: '',
  leadTypeId: 1,
  leadGroupId: 1,
  at: windowStart,
  introducerId: null,
  places: [],
  outward: null,
  values: {},
  consented: true,
  costMinor: 0,
  originalId: '',
  originalAt: windowStart,
  keys: [],
  suppressed: new Set(),
  lots: { arms: [0.5, 0.5, 0.5], ties: [0.5, 0.5, 0.5] },
  referrals: [],
}
