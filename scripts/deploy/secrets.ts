import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { complaint, type Ran, runTool } from '../command.ts'
import { refusal } from '../refusal.ts'

/** The names of the secrets that the deployed Worker has; none while there is no Worker. */
export async function listSecrets(): Promise<string[]> {
  const ran = await runTool('wrangler', ['secret', 'list'])
  const names = secretNames(ran)
  // Guessing here could replace TENANT_SECRET, and with it every keyed hash that the database has.
  if (names === null) throw refusal('The secrets of the Worker could not be listed.', ...complaint(ran))
  return names
}

/** Null when it cannot be told. */
export function secretNames({ code, stdout, stderr }: Ran): string[] | null {
  if (code !== 0) return /Worker ".+" not found/.test(stdout + stderr) ? [] : null
  try {
    const secrets = JSON.parse(stdout.slice(stdout.search(/^\[/m))) as { name: string }[]
    return secrets.map(({ name }) => name)
  } catch {
    return null
  }
}

/** Gives the deployed Worker a secret; gives its value back, to be shown. For what is no secret among them. */
export async function putSecret(name: string, value: string): Promise<string> {
  const ran = await runTool('wrangler', ['secret', 'put', name], { input: value })
  if (ran.code !== 0) throw refusal(`${name} could not be set.`, ...complaint(ran))
  return value
}

/** Gives `use` a file with a fresh TENANT_SECRET, which only we can read and which is gone afterwards. */
export async function withNewTenantSecret<Value>(use: (path: string) => Promise<Value>): Promise<Value> {
  const folder = mkdtempSync(join(tmpdir(), 'baton-'))
  const path = join(folder, 'secrets.json')
  try {
    writeFileSync(path, JSON.stringify({ TENANT_SECRET: randomBytes(32).toString('base64url') }), { mode: 0o600 })
    return await use(path)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
