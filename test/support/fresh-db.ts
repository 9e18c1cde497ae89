import { type applyD1Migrations, env, reset } from 'cloudflare:test'
import type { Env } from '../../worker/env.ts'

export type TestEnv = Env & { MIGRATIONS: Parameters<typeof applyD1Migrations>[1] }

/**
 * An empty database with every migration in it. They go in as one batch: applied one after the other, as a deployment
 * does, they take twice as long, and this is most of what a test takes.
 */
export async function freshDb(): Promise<void> {
  const { DB, MIGRATIONS } = env as unknown as TestEnv
  // reset() forgets only databases that are awake: one that was idle for ten seconds would come back with its rows.
  await DB.prepare('SELECT 1').run()
  await reset()
  await DB.batch(MIGRATIONS.flatMap(({ queries }) => queries.map((query) => DB.prepare(query))))
}
