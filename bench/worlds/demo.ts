import { hourMs } from '../../contract/time.ts'
import {
  usualFields,
  type World,
  type WorldLeadType,
  type WorldPartner,
  type WorldSetup,
} from '../../test/support/world.ts'

/** A buyer of the demo-shaped world with what it takes; no places = all areas. */
interface Buyer extends WorldPartner {
  takes: number[]
  places?: string[]
  priority?: number
  setup?: Partial<WorldSetup>
}

const boilers = 1
const windows = 2
const mortgages = 3

const leadTypes: WorldLeadType[] = [
  { id: boilers, name: 'Boilers', fields: usualFields, defaultPrice: 1800 },
  { id: windows, name: 'Double glazing', fields: usualFields, defaultPrice: 1500 },
  { id: mortgages, name: 'Mortgages', fields: usualFields, defaultPrice: 3500, requireFca: true },
]

const london = ['E', 'EC', 'N', 'NW', 'SE', 'SW', 'W', 'WC']
const office = { windows: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '17:30' }] }
const plenty = 100_000_00

/** Those that can take a lead at most times. */
const ready: Buyer[] = [
  { id: 1, name: 'Prepaid, national', takes: [boilers, windows], balance: plenty },
  { id: 2, name: 'On credit, national', takes: [boilers, windows], balance: 0, creditLimit: plenty },
  { id: 3, name: 'Without a limit, national', takes: [boilers, windows], balance: 0, creditUnlimited: true },
  { id: 4, name: 'All London', takes: [boilers], places: london, balance: plenty },
  { id: 5, name: 'North London', takes: [boilers, windows], places: ['N', 'NW'], balance: plenty },
  { id: 6, name: 'South London', takes: [boilers, windows], places: ['SE', 'SW'], balance: plenty },
  { id: 7, name: 'Manchester', takes: [boilers, windows], places: ['M'], balance: plenty },
  { id: 8, name: 'Leeds', takes: [windows], places: ['LS'], balance: plenty },
  { id: 9, name: 'A few districts', takes: [boilers], places: ['NW1', 'EC1A', 'SW1A', 'M1'], balance: plenty },
  { id: 10, name: 'National lender', takes: [mortgages], fcaNumber: '100010', balance: plenty },
  { id: 11, name: 'London lender', takes: [mortgages], places: london, fcaNumber: '100011', balance: plenty },
  { id: 12, name: 'Buys and introduces', takes: [boilers, windows], introduces: true, balance: plenty },
  { id: 13, name: 'Midlands', takes: [boilers, windows], places: ['B'], balance: plenty },
  {
    id: 14,
    name: 'Northern lender',
    takes: [mortgages],
    places: ['LS', 'M', 'YO'],
    fcaNumber: '100014',
    balance: plenty,
  },
  { id: 15, name: 'Lender on credit', takes: [mortgages], fcaNumber: '100015', balance: 0, creditLimit: plenty },
  { id: 16, name: 'Pays in a lot, national', takes: [boilers, windows], balance: plenty },
]

/** Those that often or always cannot, each for a reason of its own. */
const hindered: Buyer[] = [
  { id: 21, name: 'Five a day', takes: [boilers, windows], dailyLimit: 5, balance: plenty },
  { id: 22, name: 'Forty a month', takes: [boilers, windows], places: london, monthlyLimit: 40, balance: plenty },
  { id: 23, name: 'Three boilers a day', takes: [boilers], setup: { dailyLimit: 3 }, balance: plenty },
  { id: 24, name: 'Office hours', takes: [boilers, windows], schedule: office, openUntil: 0, balance: plenty },
  { id: 25, name: 'Office hours, lends', takes: [mortgages], schedule: office, openUntil: 0, fcaNumber: '100025' },
  { id: 26, name: 'Pays in little', takes: [boilers, windows], balance: 10_000 },
  { id: 27, name: 'Pauses at noon', takes: [boilers, windows], balance: plenty },
  { id: 28, name: 'Suspended', takes: [boilers], status: 'suspended', balance: plenty },
  { id: 29, name: 'Without an FCA number', takes: [mortgages], balance: plenty },
  { id: 30, name: 'Without delivery', takes: [windows], delivery: { email: null, internet: null }, balance: plenty },
]

const introducer: WorldPartner = { id: 40, name: 'Introduces only', buys: false, introduces: true, balance: 0 }

/** Something that somebody does every day at the same time (after midnight UTC), by the API. */
export interface Habit {
  timeOfDayMs: number
  path: string
  body?: unknown
}

export const habits: readonly Habit[] = [
  { timeOfDayMs: 12 * hourMs, path: '/v1/partners/ptn_27/pause' },
  { timeOfDayMs: 14 * hourMs, path: '/v1/partners/ptn_27/resume' },
  {
    timeOfDayMs: 16 * hourMs,
    path: '/v1/partners/ptn_26/transactions',
    body: { kind: 'payment', amount: { amount: 10_000, currency: 'GBP' }, reason: 'Bank transfer' },
  },
]

/** A form of each introducer for each lead type. */
export const forms = [introducer.id, 12].flatMap((partnerId) =>
  [boilers, windows, mortgages].map((leadTypeId) => ({ kind: 'form' as const, partnerId, leadTypeId })),
)

/** Where the people live; places that nobody but national buyers serves among them. */
export const postcodes: readonly string[] = [
  ...['NW1 6XE', 'NW10 2AA', 'N1 9GU', 'EC1A 1BB', 'SW1A 2AA', 'SE10 9NF', 'W1A 1AA'],
  ...['M1 1AE', 'M20 3AA', 'LS1 4AP', 'B1 1BB', 'YO1 7HH'],
]

/**
 * A world shaped like the demo's: home improvement and finance, two introducers, 26 buyers of all kinds, of whom
 * `hindered` often or always cannot take a lead. The bench measures the share that cannot (ineligible_share).
 */
export function demoWorld({ buyerUrl, scope }: { buyerUrl: string; scope: number }): World {
  const internet = { format: 'json', url: buyerUrl, headers: { Authorization: 'Bearer example-token' } }
  const buyers = [...ready, ...hindered].map((buyer) => ({ delivery: { email: null, internet }, ...buyer }))
  const setups = buyers.flatMap(({ id, takes, places, priority, setup }) =>
    takes.map((leadTypeId) => ({
      id: id * 10 + leadTypeId,
      partnerId: id,
      leadTypeId,
      ...(places === undefined ? {} : { places }),
      ...(priority === undefined ? {} : { priority }),
      ...setup,
    })),
  )
  return {
    leadTypes: leadTypes.map((type) => ({ ...type, scope })),
    partners: [...buyers, introducer],
    setups,
  }
}
