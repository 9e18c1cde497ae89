import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'
import { createTestHarness } from 'wrangler'
import { paypalOrigin, paypalSettings, startPayPal } from '../../scripts/demo-paypal.ts'
import type { Env } from '../../worker/env.ts'
import { startSite } from './browser-site.ts'
import { seedForms } from './seed-forms.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the Worker answers, and where two websites do: the first is on the forms' list, the second is not. */
    worker: string
    host: string
    foreign: string
  }
}

/**
 * The house as it runs, for tests that drive a browser: the widget freshly built, the whole Worker on an empty
 * migrated database with a few forms, and the example pages on websites of their own.
 */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  buildWidget()
  Object.assign(process.env, { CLOUDFLARE_CF_FETCH_ENABLED: 'false', WRANGLER_SEND_METRICS: 'false' })
  const paypal = await startPayPal('http://127.0.0.1:1/hooks/paypal')
  if (paypal === null) throw new Error('No port is free for the double of PayPal.')
  const harness = createTestHarness({
    workers: [
      {
        configPath: './wrangler.toml',
        // Links of e-mails lead to a house that no browser finds: a test that follows one says where it is.
        vars: { ENVIRONMENT: 'development', PUBLIC_URL: 'https://leads.example.com' },
        secrets: {
          TENANT_SECRET: 'test-secret-test-secret-test-secret-',
          ...paypalSettings(paypalOrigin(paypal.port)),
        },
      },
    ],
  })
  const { url } = await harness.listen()
  const worker = harness.getWorker<Env>()
  await worker.applyD1Migrations('DB')
  const { DB } = await worker.getEnv()
  const house = `http://127.0.0.1:${url.port}`
  const host = await startSite({ house, db: DB })
  const foreign = await startSite({ house, db: DB })
  await seedForms(DB, { origins: [host.origin] })
  provide('worker', house)
  provide('host', host.origin)
  provide('foreign', foreign.origin)
  return async () => {
    await Promise.all([host.close(), foreign.close()])
    await harness.close()
    await paypal.close()
  }
}

/** In a process of its own: vitest's NODE_ENV would make another script of it than visitors get. */
function buildWidget(): void {
  const vite = fileURLToPath(new URL('../../node_modules/vite/bin/vite.js', import.meta.url))
  const options = ['build', '--config', 'widget/vite.config.ts', '--logLevel', 'warn']
  execFileSync(process.execPath, [vite, ...options], {
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}
