import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** What the demo remembers between runs, beside the database: `npm run reset` removes both. */
export const stateFolder = '.baton'

/** What a file of the state says; `fallback` when it is not there or was cut off by a crash. */
export function readState<Value>(name: string, fallback: Value): Value {
  try {
    return JSON.parse(readFileSync(pathOf(name), 'utf8')) as Value
  } catch {
    return fallback
  }
}

/** Written aside and then put in place, so that a crash leaves the old file or the new one. */
export function writeState(name: string, value: unknown): void {
  const path = pathOf(name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(`${path}.new`, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 })
  renameSync(`${path}.new`, path)
}

export function forgetState(...names: string[]): void {
  for (const name of names) rmSync(pathOf(name), { force: true })
}

const pathOf = (name: string): string => `${stateFolder}/${name}.json`
