import type { Field } from '../../../contract/fields/field.ts'
import { must } from '../../../db/commit.ts'
import type { Ctx } from '../../context.ts'

/** A lead type with its group's shared fields before its own (F14): all that a door needs to read a lead. */
export interface LoadedLeadType {
  id: number
  version: number
  groupId: number
  groupVersion: number
  groupName: string
  name: string
  fields: Field[]
  referralMethod: 'immediate' | 'manual' | null
  defaultPrice: number
  scope: number
  requireFca: boolean
  archived: boolean
  /** The broker's currency: every price is in it. */
  currency: string
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
      `SELECT t.id, t.version, t.name, t.fields, t.referral_method, t.default_price, t.scope, t.require_fca, t.archived_at,
         g.id AS group_id, g.version AS group_version, g.name AS group_name, g.fields AS group_fields,
         g.archived_at AS group_archived_at, (SELECT currency FROM broker) AS currency
       FROM lead_types t JOIN lead_groups g ON g.id = t.lead_group_id WHERE t.id = ?`,
    )
    .bind(id)
    .first<Row>()
  if (row === null) return null
  const leadType = fromRow(row)
  if (known.size >= mostKept) known.clear()
  known.set(id, leadType)
  return leadType
}

/** Stops the batch with LEAD_TYPE_CHANGED unless the lead type and its group are still as they were loaded. */
export const mustBeCurrent = (db: D1Database, { id, version, groupVersion }: LoadedLeadType): D1PreparedStatement =>
  must(db, {
    ok: `SELECT EXISTS (SELECT 1 FROM lead_types t JOIN lead_groups g ON g.id = t.lead_group_id
      WHERE t.id = ? AND t.version = ? AND g.version = ?)`,
    word: 'LEAD_TYPE_CHANGED',
    params: [id, version, groupVersion],
  })

interface Row {
  id: number
  version: number
  name: string
  fields: string
  referral_method: 'immediate' | 'manual' | null
  default_price: number
  scope: number
  require_fca: number
  archived_at: number | null
  group_id: number
  group_version: number
  group_name: string
  group_fields: string
  group_archived_at: number | null
  currency: string
}

const fromRow = (row: Row): LoadedLeadType => ({
  id: row.id,
  version: row.version,
  groupId: row.group_id,
  groupVersion: row.group_version,
  groupName: row.group_name,
  name: row.name,
  fields: [...(JSON.parse(row.group_fields) as Field[]), ...(JSON.parse(row.fields) as Field[])],
  referralMethod: row.referral_method,
  defaultPrice: row.default_price,
  scope: row.scope,
  requireFca: row.require_fca === 1,
  archived: row.archived_at !== null || row.group_archived_at !== null,
  currency: row.currency,
})

/** Empties the isolate's memory: for a database that was replaced under a living isolate, as tests do. */
export const forgetLeadTypes = (): void => known.clear()
