import { fileURLToPath } from 'node:url'
import { createTestHarness } from 'wrangler'
import { startHttpServer } from '../test/support/outside-world/http-server.ts'
import { workerConfig } from '../test/support/worker-config.ts'
import type { Env } from '../worker/env.ts'
import { publicFolder } from './widget.ts'
import type { Reading } from './worker.ts'

/** The metered Worker on an empty migrated database, and a buyer's server on loopback that accepts every lead. */
export interface House {
  db: D1Database
  buyerUrl: string
  /** One request, at an instant of the bench's own clock (epoch milliseconds). */
  send(at: number, path: string, init?: RequestInit): Promise<Reading>
  stop(): Promise<void>
}

// Nothing of this leaves the machine.
process.env.CLOUDFLARE_CF_FETCH_ENABLED ??= 'false'
process.env.WRANGLER_SEND_METRICS ??= 'false'

export async function startHouse(): Promise<House> {
  const buyer = await startHttpServer()
  const main = fileURLToPath(new URL('worker.ts', import.meta.url))
  const harness = createTestHarness({
    workers: [{ config: workerConfig({ name: 'baton-bench', main, assets: publicFolder }) }],
  })
  const { url } = await harness.listen()
  const worker = harness.getWorker<Env>()
  await worker.applyD1Migrations('DB')
  const { DB } = await worker.getEnv()
  return {
    db: DB,
    buyerUrl: `${buyer.url}/say/${encodeURIComponent('{"status":"accepted","id":"A-1029384756"}')}`,
    async send(at, path, init = {}) {
      const headers = { ...(init.headers as Record<string, string>), 'bench-at': String(Math.round(at)) }
      const response = await fetch(new URL(path, url), { ...init, headers })
      if (!response.ok) throw new Error(`The bench's Worker failed: ${await response.text()}`)
      const reading = (await response.json()) as Reading
      if (reading.status >= 500) throw new Error(`${path} failed: ${JSON.stringify(harness.getLogs().slice(-5))}`)
      return reading
    },
    async stop() {
      await harness.close()
      await buyer.stop()
    },
  }
}
