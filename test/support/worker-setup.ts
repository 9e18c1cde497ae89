import { applyD1Migrations, env, reset } from 'cloudflare:test'
import { beforeEach } from 'vitest'
import type { Env } from '../../worker/env.ts'
import { forgetAll } from './ctx.ts'

export type TestEnv = Env & { MIGRATIONS: Parameters<typeof applyD1Migrations>[1] }

/** Every test starts on an empty, migrated database. */
beforeEach(async () => {
  const { DB, MIGRATIONS } = env as unknown as TestEnv
  // reset() forgets only databases that are awake: one that was idle for ten seconds would come back with its rows.
  await DB.prepare('SELECT 1').run()
  await reset()
  forgetAll()
  await applyD1Migrations(DB, MIGRATIONS)
})
