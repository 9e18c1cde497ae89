import { type ChildProcess, spawn } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { stripVTControlCharacters } from 'node:util'

export interface Child {
  pid: number
  /** How it ended: an exit code or the name of a signal. */
  ended: Promise<number | string>
  /** The last lines that it wrote. */
  lastLines(): readonly string[]
  /** Hears every line that it writes from now on. */
  onLine(hear: (line: string) => void): void
  /** Asks it and its own children to end, and makes them end after `graceMs`. */
  stop(graceMs?: number): Promise<void>
}

const keptLines = 30

/**
 * Starts a program in a process group of its own: Ctrl-C reaches us alone, and we end the whole group in order. What
 * it writes goes to a file.
 */
export function startChild(
  [command, args]: [string, string[]],
  { logPath, env }: { logPath: string; env: Record<string, string> },
): Child {
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
    env: { ...process.env, ...env },
  })
  const log = createWriteStream(logPath, { flags: 'w' })
  const lines: string[] = []
  let hear = (_line: string): void => {}
  for (const stream of [child.stdout, child.stderr])
    eachLine(stream, (line) => {
      log.write(`${line}\n`)
      lines.push(line)
      if (lines.length > keptLines) lines.shift()
      hear(line)
    })
  const ended = new Promise<number | string>((resolve) => {
    child.on('error', (error) => resolve(error.message))
    child.on('exit', (code, signal) => resolve(code ?? signal ?? 'unknown'))
  })
  return {
    pid: child.pid ?? -1,
    ended,
    lastLines: () => lines,
    onLine(listener) {
      hear = listener
    },
    async stop(graceMs = 5000) {
      signal(child, 'SIGTERM')
      const inTime = await Promise.race([ended.then(() => true), wait(graceMs)])
      // The group once more: workerd may outlive the program that started it.
      signal(child, 'SIGKILL')
      if (inTime !== true) await ended
    },
  }
}

/** Ends a whole process group by the id of its first process; it may be gone already. */
export function signalGroup(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

const signal = ({ pid }: ChildProcess, name: NodeJS.Signals): void => {
  if (pid !== undefined) signalGroup(pid, name)
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms).unref())

function eachLine(stream: NodeJS.ReadableStream, hear: (line: string) => void): void {
  let rest = ''
  stream.setEncoding('utf8')
  stream.on('data', (text: string) => {
    const parts = (rest + text).split(/\r?\n/)
    rest = parts.pop() ?? ''
    for (const line of parts) hear(stripVTControlCharacters(line))
  })
  stream.on('end', () => {
    if (rest !== '') hear(stripVTControlCharacters(rest))
  })
}
