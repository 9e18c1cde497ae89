import { spawn } from 'node:child_process'
import { stripVTControlCharacters } from 'node:util'

/** The tools that come with the project. Run by this very Node: another one may be too old for them. */
const tools = {
  wrangler: 'node_modules/wrangler/bin/wrangler.js',
  vite: 'node_modules/vite/bin/vite.js',
  vitest: 'node_modules/vitest/vitest.mjs',
  'playwright-core': 'node_modules/playwright-core/cli.js',
} as const

export type Tool = keyof typeof tools

/** What to spawn for a tool. */
export const toolCommand = (tool: Tool, args: readonly string[]): [string, string[]] => [
  process.execPath,
  [tools[tool], ...args],
]

/** wrangler neither calls home nor fetches a sample of request.cf. */
export const quietEnv = { CLOUDFLARE_CF_FETCH_ENABLED: 'false', WRANGLER_SEND_METRICS: 'false' }

export interface Ran {
  code: number
  stdout: string
  stderr: string
}

export interface RunOptions {
  /** Written to its standard input, which is then closed. */
  input?: string
  /** Its output goes to this terminal and is not returned. */
  shown?: boolean
  env?: Record<string, string>
}

/** Runs a tool of the project to its end. Never throws for its exit code. */
export const runTool = (tool: Tool, args: readonly string[], options: RunOptions = {}): Promise<Ran> =>
  run(...toolCommand(tool, args), options)

/** What a tool that failed complains about: its last lines, without colours, empty lines and where it keeps its logs. */
export const complaint = ({ stdout, stderr }: Ran): string[] =>
  stripVTControlCharacters(`${stdout}\n${stderr}`)
    .split('\n')
    .filter((line) => line.trim() !== '' && !/Logs were written to|If you think this is a bug/.test(line))
    .slice(-20)

/** Runs a program to its end. Code 127: it is not there. */
export function run(command: string, args: readonly string[], { input, shown, env }: RunOptions = {}): Promise<Ran> {
  const output = shown ? 'inherit' : 'pipe'
  const child = spawn(command, args, {
    stdio: [input === undefined ? (shown ? 'inherit' : 'ignore') : 'pipe', output, output],
    env: { ...process.env, ...quietEnv, ...env },
  })
  const ran: Ran = { code: 0, stdout: '', stderr: '' }
  child.stdout?.setEncoding('utf8').on('data', (text) => {
    ran.stdout += text
  })
  child.stderr?.setEncoding('utf8').on('data', (text) => {
    ran.stderr += text
  })
  child.stdin?.end(input)
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ ...ran, code: 127, stderr: error.message }))
    child.on('close', (code) => resolve({ ...ran, code: code ?? 1 }))
  })
}
