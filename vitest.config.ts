import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'

/** Plain Node; inside the Workers runtime on real D1; Node driving Chromium; Node killing the Worker. */
export default defineConfig(async () => ({
  test: {
    projects: [
      {
        test: { name: 'unit', include: ['test/unit/**/*.test.{ts,tsx}'], environment: 'node' },
        oxc: { jsx: { runtime: 'automatic' as const, importSource: 'preact' } },
      },
      {
        plugins: [
          cloudflareTest({
            wrangler: { configPath: './wrangler.toml' },
            miniflare: {
              bindings: {
                ENVIRONMENT: 'development',
                TENANT_SECRET: 'test-secret-test-secret-test-secret-',
                // Whatever stands in a developer's own .dev.vars: no test sends real mail.
                SMTP_URL: '',
                MAIL_FROM: 'Baton <baton@example.com>',
                // Configured, and nobody answers: tests that pay bring the address of the double.
                PAYPAL_CLIENT_ID: 'client',
                PAYPAL_CLIENT_SECRET: 'secret',
                PAYPAL_WEBHOOK_ID: 'WH-1',
                PAYPAL_BASE_URL: 'http://127.0.0.1:1',
                MIGRATIONS: await readD1Migrations('./db/migrations'),
              },
            },
          }),
        ],
        test: {
          name: 'worker',
          include: ['test/worker/**/*.test.{ts,tsx}', 'test/simulation/**/*.test.ts'],
          setupFiles: ['test/support/worker-setup.ts'],
          globalSetup: ['test/support/outside-world.ts'],
          isolate: false,
          // Most of their time they wait for the database: two at a time take little more than half as long. By themselves,
          // so that a browser is never kept waiting.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          environment: 'node',
          globalSetup: ['test/support/browser-setup.ts'],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: { name: 'crash', include: ['test/crash/**/*.test.ts'], environment: 'node', testTimeout: 180_000 },
      },
    ],
  },
}))
