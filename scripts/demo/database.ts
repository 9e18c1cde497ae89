import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { demoBroker } from '../../examples/demo/broker.ts'
import { execute, migrate } from '../database/d1.ts'
import { firstKey, firstKeySql } from '../database/first-key-sql.ts'
import { forgetState, readState, writeState } from './state.ts'

/** Where wrangler keeps the local D1. */
export const databaseFolder = '.wrangler/state'

/** A local database with its tables, a broker and the admin key of .dev.vars in it. */
export async function prepareDatabase(adminKey: string): Promise<{ isNew: boolean; applied: string[] }> {
  const isNew = !existsSync(databaseFolder)
  // What is remembered belongs to a database that is gone.
  if (isNew) forgetState('access', 'demo', 'story', 'house', 'buyer', 'webhook', 'webhooks')
  const applied = await migrate('--local')
  const hash = createHash('sha256').update(adminKey).digest('hex')
  if (readState('access', { adminKeyHash: '' }).adminKeyHash !== hash) {
    const key = firstKey({ key: adminKey, hash, name: 'npm start' })
    await execute('--local', firstKeySql(key, { broker: demoBroker.settings, at: Date.now() }))
    writeState('access', { adminKeyHash: hash })
  }
  return { isNew, applied }
}
