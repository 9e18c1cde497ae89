import { createHash, randomBytes } from 'node:crypto'
import { createInterface } from 'node:readline/promises'
import { formatKey, keyBytes } from '../contract/access.ts'
import { execute, migrate, type Where } from './database/d1.ts'
import { firstKey, firstKeySql } from './database/first-key-sql.ts'
import { requireAccount } from './deploy/account.ts'
import { readDatabaseId } from './deploy/database-id.ts'
import { brokerSettings, type KeyFlags, readFlags } from './keys/settings.ts'
import { during } from './progress.ts'
import { main, refusal } from './refusal.ts'
import { paint, say } from './say.ts'

/**
 * Makes an admin key with the credentials of the deployment, which is how the first person gets in; and the broker,
 * where there is none yet. `--local` is for this machine's database.
 */
await main(async () => {
  const flags = readFlags(process.argv.slice(2))
  const where: Where = flags.local ? '--local' : '--remote'
  if (flags.local) await during('Preparing the local database', () => migrate(where))
  else await mustBeDeployed()
  const broker = (await hasBroker(where)) ? null : brokerSettings(await askForMissing(flags))

  const key = formatKey('admin', { live: !flags.local, random: randomBytes(keyBytes) })
  const hash = createHash('sha256').update(key).digest('hex')
  const sql = firstKeySql(firstKey({ key, hash, name: flags.name }), { broker, at: Date.now() })
  await during('Writing the key’s hash into the database', () => execute(where, sql))
  if (broker !== null) say(`The broker is ${broker.name}, in ${broker.zone}, with prices in ${broker.currency}.`)
  say(`\nThis admin key is shown this once. Keep it where passwords are kept.\n\n  ${paint('bold', key)}\n`)
})

async function mustBeDeployed(): Promise<void> {
  await during('Asking Cloudflare who you are', requireAccount, (account) => account)
  if (readDatabaseId() === null)
    throw refusal(
      'There is no database at Cloudflare yet.',
      'Run `npm run deploy` first. For a key to this machine’s database: npm run keys -- --local',
    )
}

async function hasBroker(where: Where): Promise<boolean> {
  const [found] = await execute<{ tables: number }>(
    where,
    "SELECT count(*) AS tables FROM sqlite_master WHERE name = 'broker'",
  )
  if (found?.tables !== 1) throw refusal('The database has no tables yet.', 'Run `npm run deploy`, which migrates it.')
  return (await execute(where, 'SELECT id FROM broker')).length > 0
}

/** Asks a person for what the flags leave open; a script gets to know which flags are missing. */
async function askForMissing(flags: KeyFlags): Promise<KeyFlags> {
  if (!process.stdin.isTTY || (flags.broker !== undefined && flags.email !== undefined)) return flags
  const line = createInterface({ input: process.stdin, output: process.stdout })
  try {
    return {
      ...flags,
      broker: flags.broker ?? (await line.question('Name of the broker: ')),
      email: flags.email ?? (await line.question('E-mail address that the house is told at: ')),
      zone: (await line.question(`Time zone (${flags.zone}): `)) || flags.zone,
      currency: (await line.question(`Currency (${flags.currency}): `)) || flags.currency,
    }
  } finally {
    line.close()
  }
}
