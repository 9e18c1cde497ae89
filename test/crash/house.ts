import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { getPlatformProxy } from 'wrangler'
import { complaint, quietEnv, runTool, toolCommand } from '../../scripts/command.ts'
import { signalGroup, startChild } from '../../scripts/demo/child.ts'
import { untilHealthy } from '../../scripts/demo/worker.ts'
import type { Env } from '../../worker/env.ts'
import { listen } from '../support/outside-world/listen.ts'
import { workerConfig } from '../support/worker-config.ts'

/** A folder for one broker's data, with an empty migrated D1 in it. */
export async function makeData(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'baton-crash-'))
  const assets = join(folder, 'assets')
  mkdirSync(assets)
  const main = fileURLToPath(new URL('worker.ts', import.meta.url))
  writeFileSync(configIn(folder), JSON.stringify(workerConfig({ name: 'baton-crash', main, assets })))
  const args = ['d1', 'migrations', 'apply', 'DB', '--local', '--persist-to', folder, '--config', configIn(folder)]
  const ran = await runTool('wrangler', args)
  if (ran.code !== 0) throw new Error(['The database could not be migrated.', ...complaint(ran)].join('\n'))
  return folder
}

/** In the folder, so that whatever wrangler leaves behind when it is killed goes with it. */
const configIn = (folder: string): string => join(folder, 'wrangler.json')

/** Opens the database while no Worker runs on it. */
export async function withDatabase<Result>(folder: string, work: (db: D1Database) => Promise<Result>): Promise<Result> {
  const proxy = await getPlatformProxy<Env>({ configPath: configIn(folder), persist: { path: join(folder, 'v3') } })
  try {
    return await work(proxy.env.DB)
  } finally {
    await proxy.dispose()
  }
}

/** The whole Worker in processes of its own. */
export interface RunningHouse {
  origin: string
  /** SIGKILL to all of them at once: nobody gets to finish anything. */
  kill(): Promise<void>
}

/** Starts the Worker on this data, with its clock so many minutes ahead, and waits until it answers. */
export async function startHouse(folder: string, { aheadMinutes }: { aheadMinutes: number }): Promise<RunningHouse> {
  const port = await freePort()
  const args = ['dev', '--local', '--ip', '127.0.0.1', '--port', String(port), '--inspector-port', '0']
  const quiet = ['--log-level', 'warn', '--show-interactive-dev-session=false']
  const own = ['--config', configIn(folder), '--persist-to', folder, '--var', `CLOCK_AHEAD_MINUTES:${aheadMinutes}`]
  const child = startChild(toolCommand('wrangler', [...args, ...quiet, ...own]), {
    logPath: join(folder, `worker-${aheadMinutes}.log`),
    env: { ...quietEnv, FORCE_COLOR: '0' },
  })
  const kill = async () => {
    process.off('exit', killNow)
    signalGroup(child.pid, 'SIGKILL')
    await child.ended
  }
  const killNow = () => signalGroup(child.pid, 'SIGKILL')
  process.on('exit', killNow)
  const origin = `http://127.0.0.1:${port}`
  try {
    await untilHealthy(child, origin)
  } catch (error) {
    await kill()
    throw error
  }
  return { origin, kill }
}

async function freePort(): Promise<number> {
  const { port, stop } = await listen(createServer())
  await stop()
  return port
}
