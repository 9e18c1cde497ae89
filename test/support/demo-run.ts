import { type ChildProcess, spawn } from 'node:child_process'
import { copyFileSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../..')

/** What a checkout has and a fresh clone has not: none of it may reach a test, nor a test it. */
const ownState = ['.baton', '.wrangler', '.dev.vars', '.git', 'coverage']

/** A checkout with this one's files and no state: what `npm start` leaves behind goes there. */
export function freshCheckout(): { folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'baton-demo-'))
  // wrangler puts its state beside its configuration, wherever a link to that leads.
  for (const name of readdirSync(root).filter((each) => !ownState.includes(each)))
    if (name === 'wrangler.toml') copyFileSync(join(root, name), join(folder, name))
    else symlinkSync(join(root, name), join(folder, name))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

export interface DemoRun {
  /** Everything that it has written so far. */
  output(): string
  /** Waits for a text in the output and gives what the pattern found. */
  says(pattern: RegExp, withinMs?: number): Promise<RegExpExecArray>
  /** Presses Ctrl-C; gives the exit code. */
  stop(): Promise<number | null>
}

/** `npm start` in a folder, without npm. */
export function startDemo(folder: string): DemoRun {
  const child = spawn(process.execPath, ['scripts/start.ts'], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (more) => (text += more))
  return {
    output: () => text,
    says: (pattern, withinMs = 60_000) => waitFor(pattern, { child, text: () => text, withinMs }),
    stop: () =>
      new Promise((resolved) => {
        if (child.exitCode !== null) return resolved(child.exitCode)
        child.on('exit', resolved)
        child.kill('SIGINT')
      }),
  }
}

async function waitFor(
  pattern: RegExp,
  { child, text, withinMs }: { child: ChildProcess; text: () => string; withinMs: number },
): Promise<RegExpExecArray> {
  const until = Date.now() + withinMs
  for (;;) {
    const found = pattern.exec(text())
    if (found !== null) return found
    if (child.exitCode !== null || Date.now() > until) throw new Error(`It never said ${pattern}:\n${text()}`)
    await new Promise((resolved) => setTimeout(resolved, 100))
  }
}
