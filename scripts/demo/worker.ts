import { mkdirSync } from 'node:fs'
import { quietEnv, toolCommand } from '../command.ts'
import { refusal } from '../refusal.ts'
import { type Child, startChild } from './child.ts'
import { stateFolder } from './state.ts'

export const workerLog = `${stateFolder}/worker.log`

const startMs = 60_000

/** The Worker as wrangler runs it locally, with settings beside those of .dev.vars. What it says goes to a log. */
export function startWorker(port: number, settings: Record<string, string>): Child {
  mkdirSync(stateFolder, { recursive: true })
  const args = ['dev', '--local', '--ip', '127.0.0.1', '--port', String(port), '--inspector-port', '0']
  const quiet = ['--log-level', 'warn', '--show-interactive-dev-session=false']
  const vars = Object.entries(settings).flatMap(([name, value]) => ['--var', `${name}:${value}`])
  return startChild(toolCommand('wrangler', [...args, ...quiet, ...vars]), {
    logPath: workerLog,
    env: { ...quietEnv, FORCE_COLOR: '0' },
  })
}

/** Waits until the Worker answers. Refusal: it ended before, or takes longer than a minute. */
export async function untilHealthy(worker: Child, origin: string): Promise<void> {
  let end: number | string | undefined
  worker.ended.then((how) => {
    end = how
  })
  const until = Date.now() + startMs
  while (!(await isHealthy(origin))) {
    if (end !== undefined) throw refusal(`The Worker ended at once (${end}).`, ...worker.lastLines())
    if (Date.now() > until) throw refusal(`The Worker did not answer within a minute. See ${workerLog}.`)
    await new Promise((resolve) => setTimeout(resolve, 150))
  }
}

export const isHealthy = (origin: string): Promise<boolean> =>
  fetch(`${origin}/health`, { signal: AbortSignal.timeout(2000) }).then(
    async (response) => response.ok && JSON.stringify(await response.json()) === '{"ok":true}',
    () => false,
  )
