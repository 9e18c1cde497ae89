import { complaint, type Ran, runTool } from '../command.ts'
import { refusal } from '../refusal.ts'

/** Which database: this machine's, or the one at Cloudflare. */
export type Where = '--local' | '--remote'

/** Brings the tables up to date; what was done before is not done again. Gives the names of what was applied. */
export async function migrate(where: Where): Promise<string[]> {
  const ran = await runTool('wrangler', ['d1', 'migrations', 'apply', 'DB', where])
  if (ran.code !== 0) throw d1Refusal('The database could not be migrated.', ran)
  return [...ran.stdout.matchAll(/│ (\S+\.sql) +│ ✅/g)].map((match) => match[1]!)
}

/** Runs SQL and gives the rows of its last statement. */
export async function execute<Row>(where: Where, sql: string): Promise<Row[]> {
  const ran = await runTool('wrangler', ['d1', 'execute', 'DB', where, '--json', '--yes', '--command', sql])
  const results = ran.code === 0 ? readResults<Row>(ran.stdout) : null
  if (results === null) throw d1Refusal('The database did not take a statement.', ran)
  return results.at(-1)?.results ?? []
}

/** wrangler may say something before its JSON. */
function readResults<Row>(stdout: string): { results: Row[] }[] | null {
  const start = stdout.search(/^\[/m)
  try {
    return JSON.parse(stdout.slice(start)) as { results: Row[] }[]
  } catch {
    return null
  }
}

const d1Refusal = (title: string, ran: Ran): Error => refusal(title, 'wrangler says:', ...complaint(ran))
