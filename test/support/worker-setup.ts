import { applyD1Migrations, env, reset } from 'cloudflare:test'
import { beforeEach } from 'vitest'
import type { Env } from '../../worker/env.ts'
import { forgetAll } from './ctx.ts'

export type TestEnv = Env & { MIGRATIONS: Parameters<typeof applyD1Migrations>[1] }

/** Every test starts on an empty, migrated database. */
beforeEach(async () => {
  await reset()
  forgetAll()
  const { DB, MIGRATIONS } = env as unknown as TestEnv
  await applyD1Migrations(DB, MIGRATIONS)
})
