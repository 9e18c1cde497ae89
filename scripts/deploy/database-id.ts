import { readFileSync, writeFileSync } from 'node:fs'
import { complaint, runTool } from '../command.ts'
import { refusal } from '../refusal.ts'

const configPath = 'wrangler.toml'
const none = '00000000-0000-0000-0000-000000000000'

/** The id of the D1 database in wrangler.toml; null while it is the one that stands for "not made yet". */
export const readDatabaseId = (): string | null => databaseIdIn(readFileSync(configPath, 'utf8'))

/** Makes the database at Cloudflare, or finds it by its name, and writes its id into wrangler.toml. */
export async function makeDatabase(): Promise<string> {
  const toml = readFileSync(configPath, 'utf8')
  const name = /^database_name = "([^"]+)"/m.exec(toml)?.[1]
  if (name === undefined) throw refusal('wrangler.toml names no D1 database.', 'Add database_name = "baton" to it.')
  const id = (await findDatabase(name)) ?? (await createDatabase(name))
  writeFileSync(configPath, withDatabaseId(toml, id))
  return `${name} (${id}); wrangler.toml has its id now, so commit that file`
}

export function databaseIdIn(toml: string): string | null {
  const id = /^database_id = "([^"]*)"/m.exec(toml)?.[1] ?? none
  return id === none || id === '' ? null : id
}

/** The id in its line; a remark behind it was about the missing one and goes. */
export const withDatabaseId = (toml: string, id: string): string =>
  toml.replace(/^database_id = ".*$/m, `database_id = "${id}"`)

async function findDatabase(name: string): Promise<string | null> {
  const ran = await runTool('wrangler', ['d1', 'list', '--json'])
  if (ran.code !== 0) throw refusal('The list of D1 databases could not be read.', ...complaint(ran))
  const databases = JSON.parse(ran.stdout.slice(ran.stdout.search(/^\[/m))) as { uuid: string; name: string }[]
  return databases.find((database) => database.name === name)?.uuid ?? null
}

async function createDatabase(name: string): Promise<string> {
  const ran = await runTool('wrangler', ['d1', 'create', name, '--update-config=false'])
  if (ran.code !== 0) throw refusal(`The D1 database ${name} could not be made.`, ...complaint(ran))
  const id = await findDatabase(name)
  if (id === null) throw refusal(`The D1 database ${name} was made and is not in the list yet.`, 'Run this again.')
  return id
}
