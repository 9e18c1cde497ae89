import type { Buyer } from './buyer.ts'
import type { Lives } from './lives.ts'
import type { Load } from './load.ts'
import type { Keys } from './world.ts'

/** What must hold of the database when nothing is left to do; a row is one thing that does not, in words. */
const checks: readonly string[] = [
  `SELECT 'a job is left: ' || id AS finding FROM jobs`,
  `SELECT 'a referral is undecided: ' || lead_id || ' to ' || partner_id || ', ' || state AS finding FROM referrals
   WHERE state NOT IN ('delivered', 'rejected', 'failed')`,
  `SELECT 'more partners than its scope: ' || l.id AS finding FROM leads l JOIN lead_types t ON t.id = l.lead_type_id
   WHERE (SELECT count(*) FROM referrals r WHERE r.lead_id = l.id AND r.state = 'delivered') > t.scope`,
  `SELECT 'it says ' || location || ' and is not: ' || id AS finding FROM leads
   WHERE (location = 'routed') <> EXISTS (SELECT 1 FROM referrals r WHERE r.lead_id = leads.id AND r.state = 'delivered')`,
  `SELECT 'neither referred nor held: ' || id AS finding FROM leads WHERE location NOT IN ('routed', 'held')`,
  `SELECT 'held without a reason: ' || l.id AS finding FROM leads l WHERE l.location = 'held' AND NOT EXISTS (
     SELECT 1 FROM history h WHERE h.id = l.id AND h.event IN ('lead.captured', 'lead.held')
       AND json_type(h.data, '$.trace.considered') = 'array')`,
  `SELECT 'its history has a gap: ' || id AS finding FROM history GROUP BY id HAVING count(*) <> max(version)`,
  `SELECT 'its history is not of its version: ' || id AS finding FROM leads
   WHERE version <> (SELECT max(version) FROM history h WHERE h.id = leads.id)`,
  `SELECT 'an arm miscounts: ' || cell AS finding FROM arms a WHERE ready <> (
     SELECT count(*) FROM turns t WHERE t.cell = a.cell AND t.due = 0 AND t.band = a.band)`,
  `SELECT 'the count of today is wrong: ' || partner_id AS finding FROM partner_counts k WHERE today <> (
     SELECT count(*) FROM referrals r WHERE r.partner_id = k.partner_id AND r.day = k.day
       AND r.state NOT IN ('rejected', 'duplicate', 'failed'))`,
]

/** Everything that is wrong after the crashes, in words; empty when every promise was kept. */
export async function findFaults(db: D1Database, { load, buyer }: { load: Load; buyer: Buyer }): Promise<string[]> {
  const results = await db.batch<{ finding: string }>(checks.map((sql) => db.prepare(sql)))
  const leads = await column(db, 'SELECT id AS value FROM leads')
  const charged = await column(db, "SELECT id AS value FROM transfers WHERE kind = 'settle'")
  return [
    ...load.findings,
    ...results.flatMap((result) => result.results.map(({ finding }) => finding)),
    ...difference('acknowledged, but not there', [...load.acknowledged.keys()], leads),
    ...difference('there, but nobody sent it', leads, [...load.acknowledged.keys()]),
    ...difference('accepted, but not charged', [...buyer.accepted.keys()].map(chargeOf), charged),
    ...difference('charged, but not accepted', charged, [...buyer.accepted.keys()].map(chargeOf)),
  ]
}

/** What the house itself finds wrong with its books, in a life of their own. */
export async function findLedgerFaults(lives: Lives, { admin }: Keys): Promise<string[]> {
  await lives.begin(0)
  const headers = { Authorization: `Bearer ${admin}` }
  const response = await fetch(`${lives.origin()}/v1/ledger/verify`, { headers })
  const text = await response.text()
  await lives.end()
  if (response.status !== 200) return [`the ledger could not be verified: ${text}`]
  const { ok, findings } = JSON.parse(text) as { ok: boolean; findings: unknown[] }
  return ok ? [] : findings.map((finding) => `the ledger: ${JSON.stringify(finding)}`)
}

/** The one charge that an accepted referral may have. */
const chargeOf = (reference: string): string => `settle:${reference}:accepted`

async function column(db: D1Database, sql: string): Promise<string[]> {
  const { results } = await db.prepare(sql).all<{ value: string }>()
  return results.map(({ value }) => value)
}

function difference(what: string, some: readonly string[], others: readonly string[]): string[] {
  const known = new Set(others)
  const twice = some.length - new Set(some).size
  return [
    ...some.filter((id) => !known.has(id)).map((id) => `${what}: ${id}`),
    ...(twice === 0 ? [] : [`${what}: ${twice} are there twice`]),
  ]
}
