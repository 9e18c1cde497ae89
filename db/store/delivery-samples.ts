/** A lead type as deliveries tell it, and what a lead of it costs one partner. */
export interface SampleTypeRow {
  type_id: number
  type_name: string
  type_fields: string
  referral_method: string | null
  group_id: number
  group_name: string
  group_fields: string
  price: number
}

/** fixedPriceOf of worker/domain/billing/price.ts: what is known of a price before a lead is there. */
const priceSql = `coalesce(s.price, iif(EXISTS (SELECT 1 FROM setup_places p WHERE p.setup_id = s.id AND p.place = 0), t.national_price, NULL), t.default_price)
  + coalesce((SELECT sum(value ->> 'amountMinor') FROM json_each(coalesce(s.billing ->> 'charges', t.charges))), 0)`

/**
 * The lead type of a sample: this one, or else the first that the partner buys, or else the first there is. One that is
 * archived only where it was asked for. `boughtOnly`: none that the partner does not buy.
 */
export const selectSampleType = (
  db: D1Database,
  { partnerId, leadTypeId, boughtOnly }: { partnerId: number; leadTypeId: number | null; boughtOnly: boolean },
): D1PreparedStatement =>
  db
    .prepare(
      `SELECT t.id AS type_id, t.name AS type_name, t.fields AS type_fields, t.referral_method, g.id AS group_id,
         g.name AS group_name, g.fields AS group_fields, ${priceSql} AS price
       FROM lead_types t JOIN lead_groups g ON g.id = t.lead_group_id
       LEFT JOIN setups s ON s.lead_type_id = t.id AND s.partner_id = ?1 AND s.active = 1
       WHERE (t.id = ?2 OR (?2 IS NULL AND t.archived_at IS NULL)) AND (s.id IS NOT NULL OR ?3 = 0)
       ORDER BY s.id IS NULL, t.id LIMIT 1`,
    )
    .bind(partnerId, leadTypeId, boughtOnly ? 1 : 0)

/** A lead as it was, or would be, delivered to one partner; the columns from `state` on are null where it was not referred. */
export interface LeadForPartnerRow extends SampleTypeRow {
  lead_id: string
  received_at: number
  fields: string
  is_test: number
  state: string | null
  referral_price: number | null
  referred_at: number | null
  appointment: string | null
}

export const selectLeadForPartner = (
  db: D1Database,
  { partnerId, leadId }: { partnerId: number; leadId: string },
): D1PreparedStatement =>
  db
    .prepare(
      `SELECT l.id AS lead_id, l.received_at, l.fields, l.is_test, r.state, r.price AS referral_price, r.referred_at,
         r.appointment, t.id AS type_id, t.name AS type_name, t.fields AS type_fields, t.referral_method, g.id AS group_id,
         g.name AS group_name, g.fields AS group_fields, ${priceSql} AS price
       FROM leads l JOIN lead_types t ON t.id = l.lead_type_id JOIN lead_groups g ON g.id = t.lead_group_id
       LEFT JOIN referrals r ON r.lead_id = l.id AND r.partner_id = ?2
       LEFT JOIN setups s ON s.lead_type_id = t.id AND s.partner_id = ?2 AND s.active = 1
       WHERE l.id = ?1`,
    )
    .bind(leadId, partnerId)

/** Tests of a partner's delivery that are still under way. */
export const countTestsUnderWay = (db: D1Database, partnerId: number): Promise<number | null> =>
  db
    .prepare("SELECT count(*) AS n FROM jobs WHERE kind = 'send-test-lead' AND party = ?")
    .bind(partnerId)
    .first<number>('n')

/** The two rows that a test leaves in history: that it was asked for, and what it came to. */
export interface TestRow {
  version: number
  at: number
  data: string
  raw: string | null
}

export const selectTest = (db: D1Database, id: string): D1PreparedStatement =>
  db.prepare('SELECT version, at, data, raw FROM history WHERE id = ? ORDER BY version').bind(id)

/** Partners that buy a lead type and whose internet delivery has a mapping or template of its own. */
export const listMappedBuyers = async (
  db: D1Database,
  leadTypeId: number,
): Promise<{ id: number; delivery: string }[]> => {
  const { results } = await db
    .prepare(
      `SELECT p.id, p.delivery FROM setups s JOIN partners p ON p.id = s.partner_id
       WHERE s.lead_type_id = ? AND s.active = 1 AND p.status <> 'closed'
         AND coalesce(p.delivery ->> '$.internet.mapping', p.delivery ->> '$.internet.template') IS NOT NULL
       ORDER BY p.id`,
    )
    .bind(leadTypeId)
    .all<{ id: number; delivery: string }>()
  return results
}
