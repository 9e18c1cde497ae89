/** A form key with its lead type's fields, as it is stored; JSON columns are still text. */
export interface FormRow {
  id: number
  version: number
  partner_id: number | null
  lead_type_id: number
  origins: string
  form: string
  expires_at: number | null
  revoked_at: number | null
  last_used_at: number | null
  group_fields: string
  introducers_may_refer: number
  type_fields: string
  /** 1 when the lead type or its group is archived. */
  archived: number
  preferences_version: number
  preferences: string
}

/** The form whose key has this SHA-256, revoked and expired ones too: one read by a unique key. */
export const findForm = (db: D1Database, hash: string): Promise<FormRow | null> =>
  db
    .prepare(
      `SELECT k.id, k.version, k.partner_id, k.lead_type_id, k.origins, k.form, k.expires_at, k.revoked_at,
         k.last_used_at, g.fields AS group_fields, g.introducers_may_refer, t.fields AS type_fields,
         coalesce(t.archived_at, g.archived_at) IS NOT NULL AS archived,
         p.version AS preferences_version, p.settings AS preferences
       FROM access_keys k JOIN lead_types t ON t.id = k.lead_type_id JOIN lead_groups g ON g.id = t.lead_group_id
         CROSS JOIN preferences p
       WHERE k.hash = ? AND k.kind = 'form'`,
    )
    .bind(hash)
    .first<FormRow>()
