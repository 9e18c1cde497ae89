import { keyPrefix } from '../../contract/access.ts'
import type { BrokerSettings } from '../../contract/broker.ts'

export interface FirstKey {
  /** The key itself never comes near the database: its SHA-256 as hex, and how it begins. */
  hash: string
  prefix: string
  name: string
}

export const firstKey = ({ key, hash, name }: { key: string; hash: string; name: string }): FirstKey => ({
  hash,
  prefix: keyPrefix(key),
  name,
})

/**
 * What lets somebody into a database that nobody can sign in to yet, as SQL for `wrangler d1 execute`: the broker with
 * its house partner where there is none, and an admin key. The rows are those of set-up-broker.ts and create-key.ts;
 * test/worker/scripts/first-key.test.ts compares them. Running it twice changes nothing. `at` is epoch milliseconds.
 */
export function firstKeySql(key: FirstKey, { broker, at }: { broker: BrokerSettings | null; at: number }): string {
  const statements = [...(broker === null ? [] : brokerSql(broker, at)), ...keySql(key, at)]
  return statements.map((statement) => `${statement};\n`).join('')
}

const brokerSql = (settings: BrokerSettings, at: number): string[] => {
  const { name, zone, currency, notifyEmail } = settings
  return [
    `INSERT INTO broker (id, version, name, zone, currency, notify_email)
 SELECT 1, 1, ${text(name)}, ${text(zone)}, ${text(currency)}, ${text(notifyEmail)} WHERE NOT EXISTS (SELECT 1 FROM broker)`,
    `INSERT INTO partners (id, version, name, description, reference, status, is_house, buys, introduces, online, zone,
 open_from, open_until, daily_limit, monthly_limit, credit_limit, credit_unlimited, delivery)
 SELECT 1, 1, ${text(name)}, ${text('The broker’s own company.')}, '', 'active', 1, 0, 1, 1, ${text(zone)},
 0, ${Number.MAX_SAFE_INTEGER}, 0, 0, 0, 0, ${json({ email: null, internet: null })} WHERE NOT EXISTS (SELECT 1 FROM partners)`,
    historySql('broker', settings, at),
    historySql('ptn_1', { name, isHouse: true }, at),
  ]
}

const keySql = ({ hash, prefix, name }: FirstKey, at: number): string[] => [
  `INSERT INTO access_keys (id, version, kind, name, prefix, hash, origins, created_at)
 SELECT (SELECT coalesce(max(id), 0) + 1 FROM access_keys), 1, 'admin', ${text(name)}, ${text(prefix)}, ${text(hash)}, '[]', ${at}
 WHERE NOT EXISTS (SELECT 1 FROM access_keys WHERE hash = ${text(hash)})`,
  `INSERT INTO history (id, version, event, actor, at, commit_id, data)
 SELECT 'key_' || k.id, 1, 'created', 'deploy', ${at}, ${text(`first-key-${at}`)}, ${json(createdKey({ name, prefix }))}
 FROM access_keys k WHERE k.hash = ${text(hash)} AND NOT EXISTS (SELECT 1 FROM history WHERE id = 'key_' || k.id)`,
]

/** What history keeps of a new key; its id is its history's. */
const createdKey = ({ name, prefix }: Pick<FirstKey, 'name' | 'prefix'>) => ({
  kind: 'admin',
  name,
  prefix,
  partnerId: null,
  leadTypeId: null,
  origins: [],
  form: null,
  expiresAt: null,
})

const historySql = (id: string, data: unknown, at: number): string =>
  `INSERT INTO history (id, version, event, actor, at, commit_id, data)
 SELECT ${text(id)}, 1, 'created', 'deploy', ${at}, ${text(`first-key-${at}`)}, ${json(data)} WHERE NOT EXISTS (SELECT 1 FROM history WHERE id = ${text(id)})`

const text = (value: string): string => `'${value.replaceAll("'", "''")}'`

const json = (value: unknown): string => text(JSON.stringify(value))
