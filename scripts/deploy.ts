import { complaint, runTool } from './command.ts'
import { execute, migrate } from './database/d1.ts'
import { buildWidget } from './demo/widget.ts'
import { requireAccount } from './deploy/account.ts'
import { makeDatabase, readDatabaseId } from './deploy/database-id.ts'
import { listSecrets, putSecret, withNewTenantSecret } from './deploy/secrets.ts'
import { whatIsOff } from './deploy/what-is-off.ts'
import { during } from './progress.ts'
import { main, refusal } from './refusal.ts'
import { say } from './say.ts'

/**
 * Brings this checkout to Cloudflare: the database if there is none, its migrations, the Worker with the widget. It is
 * safe to run again after any of it has failed.
 */
await main(async () => {
  await during('Asking Cloudflare who you are', requireAccount, (account) => account)
  if (readDatabaseId() === null) await during('Making the D1 database', makeDatabase, (made) => made)
  await during('Building the widget', buildWidget)
  await during('Migrating the database', () => migrate('--remote'), migratedText)
  const secrets = await during('Looking for secrets', listSecrets, (names) => names.join(', ') || 'none yet')
  const address = await during(
    'Deploying',
    () => deploy(secrets),
    (url) => url ?? '',
  )
  if (address !== null && !secrets.includes('PUBLIC_URL'))
    await during('Telling the Worker its address', () => putSecret('PUBLIC_URL', new URL(address).origin))
  await sayWhatIsLeft(secrets, address)
})

/** Gives the Worker's address, when it has one. A first deployment brings a TENANT_SECRET along; it stays for good. */
async function deploy(secrets: string[]): Promise<string | null> {
  const run = (more: string[]) => runTool('wrangler', ['deploy', ...more])
  const ran = secrets.includes('TENANT_SECRET')
    ? await run([])
    : await withNewTenantSecret((path) => run(['--secrets-file', path]))
  if (ran.code !== 0) throw refusal('The Worker could not be deployed.', ...complaint(ran))
  return /https:\/\/\S+/.exec(ran.stdout)?.[0] ?? null
}

async function sayWhatIsLeft(secrets: string[], address: string | null): Promise<void> {
  const [admins] = await execute<{ n: number }>(
    '--remote',
    "SELECT count(*) AS n FROM access_keys WHERE kind = 'admin' AND revoked_at IS NULL",
  )
  say()
  if (address !== null) say(`The API reference: ${address}/docs`)
  if (admins?.n === 0) say('Nobody can sign in yet. Make the first admin key: npm run keys')
  if (address !== null && !secrets.includes('PUBLIC_URL'))
    say(
      `Links in e-mails lead to ${new URL(address).origin}. With a domain of your own: npx wrangler secret put PUBLIC_URL`,
    )
  const off = whatIsOff(secrets)
  for (const line of off) say(line)
  if (off.length > 0) say('Each is set by: npx wrangler secret put NAME')
}

function migratedText(applied: string[]): string {
  return applied.length === 0 ? 'nothing to do' : applied.join(', ')
}
