import { fileURLToPath } from 'node:url'
import { unstable_readConfig } from 'wrangler'

const pathTo = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url))

/**
 * The settings of wrangler.toml for another entry of the same Worker: one that puts something between the house and its
 * surroundings (a meter, a clock). Paths are absolute, so that the settings can stand anywhere.
 */
export function workerConfig({ name, main, assets }: { name: string; main: string; assets: string }) {
  const { compatibility_date, compatibility_flags, rules, triggers } = unstable_readConfig({
    config: pathTo('wrangler.toml'),
  })
  return {
    name,
    main,
    compatibility_date: compatibility_date!,
    compatibility_flags,
    rules,
    triggers,
    d1_databases: [
      { binding: 'DB', database_name: name, database_id: zeroId, migrations_dir: pathTo('db/migrations') },
    ],
    assets: { directory: assets, binding: 'ASSETS', run_worker_first: true },
    vars: { ENVIRONMENT: 'development', TENANT_SECRET: 'test-secret-test-secret-test-secret-' },
  }
}

const zeroId = '00000000-0000-0000-0000-000000000000'
