import { runTool } from '../command.ts'
import { refusal } from '../refusal.ts'

/** What `wrangler whoami --json` says. */
export interface WhoAmI {
  loggedIn: boolean
  accounts?: { id: string; name: string }[]
}

/** Refuses when wrangler could not tell at Cloudflare who we are, or which account is meant. Gives the account's name. */
export async function requireAccount(): Promise<string> {
  const { stdout } = await runTool('wrangler', ['whoami', '--json'])
  return chooseAccount(parse(stdout), process.env.CLOUDFLARE_ACCOUNT_ID)
}

export function chooseAccount({ loggedIn, accounts = [] }: WhoAmI, wanted: string | undefined): string {
  if (!loggedIn)
    throw refusal(
      'You are not signed in to Cloudflare.',
      'Run `npx wrangler login`. On a machine without a browser, set CLOUDFLARE_API_TOKEN to a token that may edit',
      'Workers Scripts and D1 (dash.cloudflare.com/profile/api-tokens, template “Edit Cloudflare Workers”, plus D1).',
    )
  const [first] = accounts
  if (wanted !== undefined) return accounts.find(({ id }) => id === wanted)?.name ?? wanted
  if (accounts.length > 1)
    throw refusal(
      'You belong to several Cloudflare accounts. Say which one is meant: set CLOUDFLARE_ACCOUNT_ID to one of',
      ...accounts.map(({ id, name }) => `${id}  ${name}`),
    )
  if (first === undefined)
    throw refusal(
      'This sign-in sees no Cloudflare account.',
      'Set CLOUDFLARE_ACCOUNT_ID, or give the token an account.',
    )
  return first.name
}

function parse(text: string): WhoAmI {
  try {
    return JSON.parse(text) as WhoAmI
  } catch {
    return { loggedIn: false }
  }
}
