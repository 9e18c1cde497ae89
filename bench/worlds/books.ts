import { insert } from '../../test/support/world.ts'

const perStatement = 5000

/** The n-th lead of the books; its referral goes to one of the parties by turns. */
const leadIdSql = (n: string): string =>
  `printf('lead_0195e2f4-6a3c-7%03x-8%03x-%04x00000000', ${n} / 268435456, (${n} / 65536) % 4096, ${n} % 65536)`

/**
 * Books of so many transfers on so many statements: referrals that were delivered and charged, two lines each, written
 * past the operations but through every trigger. The world must have these partners, with setups of the same numbers.
 */
export async function writeBooks(
  db: D1Database,
  { transfers, parties, at }: { transfers: number; parties: number; at: number },
): Promise<void> {
  const leads = transfers / 2
  for (let from = 0; from < leads; from += perStatement) {
    const until = Math.min(leads, from + perStatement)
    await db.batch([leadsSql, referralsSql(parties), settlesSql].map((sql) => db.prepare(sql).bind(from, until, at)))
  }
}

/** Referrals that are to be delivered to one partner, with their jobs and a lead each. */
export async function writeUndelivered(
  db: D1Database,
  { count, at, fields }: { count: number; at: number; fields: Record<string, unknown> },
): Promise<void> {
  await db.batch([
    db.prepare(leadsSql.replace("'{}'", `'${JSON.stringify(fields).replaceAll("'", "''")}'`)).bind(0, count, at),
    db.prepare(referralsSql(1).replace("'delivered', 'accepted'", "'referred', 'referred'")).bind(0, count, at),
    insert(
      db,
      'jobs',
      Array.from({ length: count }, (_, n) => ({
        due: at,
        id: `deliver:${n}`,
        kind: 'deliver-referral',
        data: n,
        attempts: 1,
      })),
    ),
    db.prepare(
      `UPDATE jobs SET party = 1, data = json_object('leadId', ${leadIdSql('CAST(data AS INTEGER)')}, 'partnerId', 1)
       WHERE kind = 'deliver-referral'`,
    ),
  ])
}

const numbers = 'WITH RECURSIVE k (n) AS (SELECT CAST(?1 AS INTEGER) UNION ALL SELECT n + 1 FROM k WHERE n + 1 < ?2)'

const leadsSql = `INSERT INTO leads (id, version, lead_type_id, channel, received_at, location, stage, fields, submission_hash, outward)
  ${numbers} SELECT ${leadIdSql('n')}, 1, 1, 'json', ?3, 'routed', 'new', '{}', '', 'NW1' FROM k`

const referralsSql = (parties: number): string => `
  INSERT INTO referrals (lead_id, partner_id, version, setup_id, lead_type_id, method, state, progress, price, referred_at,
    delivered_at, day, month)
  ${numbers} SELECT ${leadIdSql('n')}, 1 + n % ${parties}, 0, 1 + n % ${parties}, 1, 'manual', 'delivered', 'accepted', 1000, ?3,
    ?3, 20261030, 202610 FROM k`

const settlesSql = `
  INSERT INTO transfers (party, n, id, debit, credit, amount, currency, kind, at, balance, held)
  ${numbers}, due (party, ref, i) AS (
    SELECT r.partner_id, 'ref_' || substr(r.lead_id, 6, 28) || printf('%08x', r.partner_id),
      row_number() OVER (PARTITION BY r.partner_id ORDER BY r.lead_id)
    FROM k CROSS JOIN referrals r ON r.lead_id = ${leadIdSql('k.n')})
  SELECT d.party, last.n + d.i, 'settle:' || d.ref || ':accepted', 'held', 'revenue', 1000, 'GBP', 'settle', ?3,
    last.balance - 1000 * d.i, last.held - 1000 * d.i
  FROM due d CROSS JOIN transfers last ON last.party = d.party AND last.n = (SELECT max(n) FROM transfers WHERE party = d.party)
  ORDER BY d.party, d.i`
