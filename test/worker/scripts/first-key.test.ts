import { describe, expect, it } from 'vitest'
import { keyPrefix } from '../../../contract/access.ts'
import { firstKey, firstKeySql } from '../../../scripts/database/first-key-sql.ts'
import { hashKey } from '../../../worker/operations/access/hash-key.ts'
import { client } from '../../support/client.ts'
import { admin, makeBroker, makeKey, rows } from '../../support/config.ts'
import { testCtx, testDb } from '../../support/ctx.ts'
import { freshDb } from '../../support/fresh-db.ts'

const broker = {
  name: 'Example Broker',
  zone: 'Europe/London',
  currency: 'GBP',
  notifyEmail: 'office@example.com',
}
const key = 'bt_test_00000000000000000000000000000000'

async function run(name = 'A key', settings: typeof broker | null = broker): Promise<void> {
  const sql = firstKeySql(firstKey({ key, hash: await hashKey(key), name }), { broker: settings, at: 1000 })
  for (const statement of sql.split(';\n').filter((each) => each.trim() !== '')) await testDb().prepare(statement).run()
}

/** Everything that was written, but for what differs from one making to the next. */
const everything = async () => ({
  broker: await rows('SELECT * FROM broker'),
  partners: await rows('SELECT * FROM partners'),
  keys: await rows(
    'SELECT id, version, kind, name, partner_id, lead_type_id, origins, form, expires_at, revoked_at FROM access_keys',
  ),
  history: await rows("SELECT id, version, event, json_remove(data, '$.prefix') AS data FROM history ORDER BY id"),
})

describe('the first key of a deployment', () => {
  it('promises the very rows that the operations make', async () => {
    await run()
    const written = await everything()
    await freshDb()
    const ctx = testCtx({ actor: admin })
    await makeBroker(ctx)
    await makeKey(ctx)
    expect(written).toEqual(await everything())
  })

  it('promises that the key opens the API', async () => {
    await run()
    const answer = await client({ key }).get('/v1/broker')
    expect(answer.body).toMatchObject({ name: 'Example Broker', version: 1 })
    expect(await rows('SELECT prefix FROM access_keys')).toEqual([{ prefix: keyPrefix(key) }])
  })

  it('promises that running it twice changes nothing', async () => {
    await run()
    const once = await everything()
    await run('Another name')
    expect(await everything()).toEqual(once)
  })

  it('promises that a quote in a name stays a quote', async () => {
    await run(`O'Neil's "key"`)
    expect(await rows('SELECT name FROM access_keys')).toEqual([{ name: `O'Neil's "key"` }])
  })

  it('promises that a broker which is there stays as it is', async () => {
    await makeBroker(testCtx({ actor: admin }))
    await run('A key', { ...broker, name: 'Somebody else' })
    expect(await rows('SELECT name FROM broker')).toEqual([{ name: 'Example Broker' }])
    expect(await rows('SELECT count(*) AS n FROM partners')).toEqual([{ n: 1 }])
  })
})
