import type { BillingPoint, StoredBilling, StoredCharge } from '../../contract/charge.ts'
import type { Field } from '../../contract/fields/field.ts'
import type { Clause } from '../../contract/filter.ts'
import type { ReferralMethod, Selection } from '../../contract/lead-type.ts'
import type { Preferences } from '../../contract/preferences.ts'
import { cellOf } from '../../worker/domain/places/place.ts'
import { placeNamed } from '../../worker/domain/places/schemes.ts'
import { selfServiceOn, setPreferences } from './preferences.ts'

/** A partner of a test world; whatever is left out makes it an eligible prepaid buyer with money. */
export interface WorldPartner {
  id: number
  name?: string
  status?: string
  buys?: boolean
  introduces?: boolean
  online?: boolean
  fcaNumber?: string | null
  fcaStatus?: string
  transferNumber?: string | null
  repeatDays?: number
  queueUntilOpen?: boolean
  zone?: string
  schedule?: unknown
  openFrom?: number
  openUntil?: number
  dailyLimit?: number
  monthlyLimit?: number
  creditLimit?: number
  creditUnlimited?: boolean
  /** Paid in at the start, in minor units. */
  balance?: number
  delivery?: unknown
}

export interface WorldSetup {
  id: number
  partnerId: number
  leadTypeId: number
  active?: boolean
  price?: number | null
  priority?: number
  weight?: number
  dailyLimit?: number
  monthlyLimit?: number
  filters?: Clause[]
  /** Its own billing; null follows the lead type. */
  billing?: StoredBilling | null
  acceptMinutes?: number
  /** Place names; [] = none; absent = all areas. */
  places?: string[]
}

export interface WorldLeadType {
  id: number
  name?: string
  fields?: Field[]
  referralMethod?: ReferralMethod | null
  defaultPrice?: number
  scope?: number
  requireFca?: boolean
  holdHours?: number
  requireConsent?: boolean
  selection?: Selection
  billingPoint?: BillingPoint
  charges?: StoredCharge[]
  nationalPrice?: number | null
  billingDays?: number
}

export interface World {
  leadTypes?: WorldLeadType[]
  partners?: WorldPartner[]
  setups?: WorldSetup[]
  /** Over preferences that let partners and introducers do everything themselves. */
  preferences?: Partial<Preferences>
}

/** The six fields of a usual lead. */
export const usualFields: Field[] = [
  { name: 'firstName', kind: 'text', label: 'First name', required: true },
  { name: 'lastName', kind: 'text', label: 'Last name', required: true },
  { name: 'email', kind: 'email', label: 'E-mail', required: true },
  { name: 'phone', kind: 'phone', label: 'Phone', required: true },
  { name: 'postcode', kind: 'postcode', label: 'Postcode', required: true },
  { name: 'details', kind: 'longText', label: 'What do you need?', required: false },
]

/** The values of a usual lead: a person of no consequence, told apart by a number. */
export const usualLead = (n: number, postcode = 'NW1 6XE'): Record<string, unknown> => ({
  firstName: 'Ada',
  lastName: `Person${n}`,
  email: `person${n}@example.com`,
  phone: `020 7946 0${String(n % 1000).padStart(3, '0')}`,
  postcode,
})

const ahead = Number.MAX_SAFE_INTEGER

/** Writes a world straight into the database: fast, and without the operations that are under test. */
export async function buildWorld(
  db: D1Database,
  { leadTypes = [{ id: 1 }], partners = [], setups = [], preferences = {} }: World,
): Promise<void> {
  await db.batch([
    db.prepare(
      "INSERT OR IGNORE INTO broker VALUES (1, 1, 'Test Broker', 'Europe/London', 'GBP', 'broker@example.com')",
    ),
    db.prepare("INSERT OR IGNORE INTO lead_groups (id, version, name, fields) VALUES (1, 1, 'Group', '[]')"),
    ...setPreferences(db, { ...selfServiceOn, ...preferences }),
    insert(
      db,
      'lead_types',
      leadTypes.map((type) => ({
        id: type.id,
        version: 1,
        lead_group_id: 1,
        name: type.name ?? `Type ${type.id}`,
        description: '',
        fields: JSON.stringify(type.fields ?? usualFields),
        referral_method: type.referralMethod === undefined ? 'immediate' : type.referralMethod,
        default_price: type.defaultPrice ?? 1000,
        scope: type.scope ?? 1,
        require_fca: Number(type.requireFca ?? false),
        hold_hours: type.holdHours ?? 72,
        require_consent: Number(type.requireConsent ?? false),
        selection: type.selection ?? 'longest_wait',
        billing_point: type.billingPoint ?? 'accepted',
        charges: JSON.stringify(type.charges ?? []),
        national_price: type.nationalPrice ?? null,
        billing_days: type.billingDays ?? 90,
      })),
    ),
    insert(
      db,
      'partners',
      partners.map((partner) => ({
        id: partner.id,
        version: 1,
        name: partner.name ?? `Partner ${partner.id}`,
        description: '',
        reference: '',
        status: partner.status ?? 'active',
        is_house: 0,
        buys: Number(partner.buys ?? true),
        introduces: Number(partner.introduces ?? false),
        online: Number(partner.online ?? true),
        fca_number: partner.fcaNumber ?? null,
        fca_status: partner.fcaStatus ?? 'unverified',
        transfer_number: partner.transferNumber ?? null,
        repeat_days: partner.repeatDays ?? 0,
        queue_until_open: Number(partner.queueUntilOpen ?? false),
        zone: partner.zone ?? 'Europe/London',
        schedule: partner.schedule === undefined ? null : JSON.stringify(partner.schedule),
        open_from: partner.openFrom ?? 0,
        open_until: partner.openUntil ?? ahead,
        daily_limit: partner.dailyLimit ?? 0,
        monthly_limit: partner.monthlyLimit ?? 0,
        credit_limit: partner.creditLimit ?? 0,
        credit_unlimited: Number(partner.creditUnlimited ?? false),
        delivery: JSON.stringify(
          partner.delivery ?? { email: { to: [`buyer${partner.id}@example.com`] }, internet: null },
        ),
      })),
    ),
    insert(
      db,
      'setups',
      setups.map((setup) => ({
        id: setup.id,
        version: 1,
        partner_id: setup.partnerId,
        lead_type_id: setup.leadTypeId,
        active: Number(setup.active ?? true),
        price: setup.price ?? null,
        priority: setup.priority ?? 0,
        weight: setup.weight ?? 1,
        filters: JSON.stringify(setup.filters ?? []),
        billing: setup.billing ? JSON.stringify(setup.billing) : null,
        accept_minutes: setup.acceptMinutes ?? 0,
        daily_limit: setup.dailyLimit ?? 0,
        monthly_limit: setup.monthlyLimit ?? 0,
      })),
    ),
    insert(
      db,
      'setup_places',
      setups.flatMap((setup) => placeCodes(setup).map((place) => ({ setup_id: setup.id, place }))),
    ),
    insertTurns(
      db,
      setups.flatMap((setup) =>
        placeCodes(setup).map((place) => ({
          cell: cellOf(setup.leadTypeId, place),
          rank: (setup.id * 37) % 1024,
          setupId: setup.id,
        })),
      ),
    ),
    insert(
      db,
      'history',
      [
        ...leadTypes.map(({ id }) => `typ_${id}`),
        ...partners.map(({ id }) => `ptn_${id}`),
        ...setups.map(({ id }) => `set_${id}`),
      ].map((id) => ({ id, version: 1, event: 'world.built', actor: 'world', at: 0, commit_id: 'world' })),
    ),
    insert(
      db,
      'transfers',
      partners
        .filter(({ balance = 1_000_000 }) => balance > 0)
        .map(({ id, balance = 1_000_000 }) => ({
          party: id,
          n: 1,
          id: `opening:${id}`,
          debit: 'world',
          credit: 'available',
          amount: balance,
          currency: 'GBP',
          kind: 'payment',
          at: 0,
          balance,
          held: 0,
        })),
    ),
  ])
}

export const placeCodes = ({ places }: WorldSetup): number[] =>
  places === undefined ? [0] : places.map((name) => placeNamed(name) ?? fail(name))

/** Turns where their setups stand, none of them served yet. */
const insertTurns = (db: D1Database, turns: readonly { cell: number; rank: number; setupId: number }[]) =>
  db
    .prepare(
      `INSERT INTO turns (cell, due, band, rank, setup_id, weight)
       SELECT value ->> 'cell', 0, own.band, (value ->> 'rank') + coalesce(33554432 / own.weight, 0), own.setup_id, own.weight
       FROM json_each(?) CROSS JOIN standings own ON own.setup_id = value ->> 'setupId'`,
    )
    .bind(JSON.stringify(turns))

function fail(name: string): never {
  throw new Error(`No such place: ${name}`)
}

/** One statement for any number of rows; rows of nothing are no statement. */
export function insert(db: D1Database, table: string, rows: readonly Record<string, unknown>[]): D1PreparedStatement {
  const columns = Object.keys(rows[0] ?? {})
  if (columns.length === 0) return db.prepare('SELECT 1')
  const values = columns.map((column) => `value ->> '${column}'`).join(', ')
  return db
    .prepare(`INSERT INTO ${table} (${columns.join(', ')}) SELECT ${values} FROM json_each(?)`)
    .bind(JSON.stringify(rows))
}
