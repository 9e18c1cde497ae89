import type { BillingPoint, StoredBilling } from '../../../contract/charge.ts'
import type { Field } from '../../../contract/fields/field.ts'
import type { ReferralMethod, Selection } from '../../../contract/lead-type.ts'
import { must } from '../../../db/commit.ts'
import type { Ctx } from '../../context.ts'
import { type LoadedPreferences, readPreferences } from '../preferences/load-preferences.ts'

/** A lead type with its group's shared fields before its own (F14): all that a door needs to read a lead. */
export interface LoadedLeadType {
  id: number
  version: number
  groupId: number
  groupVersion: number
  groupName: string
  /** F8. */
  introducersMayRefer: boolean
  name: string
  fields: Field[]
  referralMethod: ReferralMethod | null
  defaultPrice: number
  nationalPrice: number | null
  /** When the price is charged and what else is (F39). */
  billing: StoredBilling
  scope: number
  requireFca: boolean
  selection: Selection
  holdHours: number
  requireConsent: boolean
  archived: boolean
  /** The broker's currency: every price is in it. */
  currency: string
  /** The tenant's preferences, which the decision reads with it (F1). */
  preferences: LoadedPreferences
}

const known = new Map<number, LoadedLeadType>()
const mostKept = 500

/**
 * The lead type, out of the isolate's memory when it is there. Whoever uses it so checks its version inside the batch
 * (mustBeCurrent) and comes back with `fresh` when it has moved (ENGINE 1).
 */
export async function loadLeadType(
  ctx: Pick<Ctx, 'db'>,
  id: number,
  { fresh = false }: { fresh?: boolean } = {},
): Promise<LoadedLeadType | null> {
  const kept = known.get(id)
  if (kept !== undefined && !fresh) return kept
  const row = await ctx.db
    .prepare(
      `SELECT t.id, t.version, t.name, t.fields, t.referral_method, t.default_price, t.national_price, t.billing_point, t.charges, t.scope, t.require_fca, t.selection, t.hold_hours,
         t.require_consent, t.archived_at,
         g.id AS group_id, g.version AS group_version, g.name AS group_name, g.fields AS group_fields,
         g.archived_at AS group_archived_at, g.introducers_may_refer, (SELECT currency FROM broker) AS currency,
         p.version AS preferences_version, p.settings AS preferences
       FROM lead_types t JOIN lead_groups g ON g.id = t.lead_group_id CROSS JOIN preferences p WHERE t.id = ?`,
    )
    .bind(id)
    .first<Row>()
  if (row === null) return null
  const leadType = fromRow(row)
  if (known.size >= mostKept) known.clear()
  known.set(id, leadType)
  return leadType
}

/** Stops the batch with LEAD_TYPE_CHANGED unless the lead type, its group and the preferences are as they were loaded. */
export const mustBeCurrent = (
  db: D1Database,
  { id, version, groupVersion, preferences }: LoadedLeadType,
): D1PreparedStatement =>
  must(db, {
    ok: `SELECT EXISTS (SELECT 1 FROM lead_types t JOIN lead_groups g ON g.id = t.lead_group_id
      WHERE t.id = ? AND t.version = ? AND g.version = ? AND (SELECT p.version FROM preferences p) = ?)`,
    word: 'LEAD_TYPE_CHANGED',
    params: [id, version, groupVersion, preferences.version],
  })

interface Row {
  id: number
  version: number
  name: string
  fields: string
  referral_method: ReferralMethod | null
  default_price: number
  national_price: number | null
  billing_point: BillingPoint
  charges: string
  scope: number
  require_fca: number
  selection: Selection
  hold_hours: number
  require_consent: number
  archived_at: number | null
  group_id: number
  group_version: number
  group_name: string
  group_fields: string
  group_archived_at: number | null
  introducers_may_refer: number
  currency: string
  preferences_version: number
  preferences: string
}

const fromRow = (row: Row): LoadedLeadType => ({
  id: row.id,
  version: row.version,
  groupId: row.group_id,
  groupVersion: row.group_version,
  groupName: row.group_name,
  introducersMayRefer: row.introducers_may_refer === 1,
  name: row.name,
  fields: [...(JSON.parse(row.group_fields) as Field[]), ...(JSON.parse(row.fields) as Field[])],
  referralMethod: row.referral_method,
  defaultPrice: row.default_price,
  nationalPrice: row.national_price,
  billing: { point: row.billing_point, charges: JSON.parse(row.charges) },
  scope: row.scope,
  requireFca: row.require_fca === 1,
  selection: row.selection,
  holdHours: row.hold_hours,
  requireConsent: row.require_consent === 1,
  archived: row.archived_at !== null || row.group_archived_at !== null,
  currency: row.currency,
  preferences: { version: row.preferences_version, settings: readPreferences(row.preferences) },
})

/** Empties the isolate's memory: for a database that was replaced under a living isolate, as tests do. */
export const forgetLeadTypes = (): void => known.clear()
