import { dayMs, hourMs } from '../../../contract/time.ts'
import { type TopUpEntry, topUpEntries } from '../../../contract/top-up.ts'
import type { Ctx } from '../../context.ts'
import { isSameText } from '../access/is-same-text.ts'
import { keyedHash, shortHash } from '../keyed-hash.ts'

/** How long a link to a partner's page for paying in lasts. */
const fundsLinkMs = 2 * hourMs

/** The same in an e-mail, which is read late. */
export const mailedFundsLinkMs = 7 * dayMs

/** Whose page a link opens, and where the payment is said to begin (F63). */
export interface FundsLink {
  partnerId: number
  entry: TopUpEntry
}

/**
 * The path of a partner's own page for paying in: `/funds/…`. Whoever has it can see that partner's name and balance and
 * pay in for it, and nothing else; it needs no session and ends after `lastsMs`. Sign-up hands it out as its last
 * step (F28), with entry `sign_up`; the portal with `portal`.
 */
export async function topUpLink(
  ctx: Pick<Ctx, 'env' | 'now'>,
  link: FundsLink,
  lastsMs = fundsLinkMs,
): Promise<{ path: `/${string}`; expiresAt: number }> {
  const expiresAt = ctx.now + lastsMs
  return { path: `/funds/${await fundsToken(ctx, link, expiresAt)}`, expiresAt }
}

/** What a token of a funds page opens; null when it is nobody's or has ended. */
export async function readFundsToken(ctx: Pick<Ctx, 'env' | 'now'>, token: string): Promise<FundsLink | null> {
  const match = /^([1-9]\d{0,8})-([01])-([0-9a-z]{1,10})\.[\w-]{22}$/.exec(token)
  if (match === null) return null
  const link = { partnerId: Number(match[1]), entry: topUpEntries[Number(match[2])]! }
  const expiresAt = Number.parseInt(match[3]!, 36)
  if (ctx.now >= expiresAt) return null
  return isSameText(token, await fundsToken(ctx, link, expiresAt)) ? link : null
}

async function fundsToken(
  { env }: Pick<Ctx, 'env'>,
  { partnerId, entry }: FundsLink,
  expiresAt: number,
): Promise<string> {
  const text = `${partnerId}-${topUpEntries.indexOf(entry)}-${expiresAt.toString(36)}`
  return `${text}.${shortHash(await keyedHash(env.TENANT_SECRET, 'funds-link', text))}`
}

/** The path of the page of one payment: `/top-ups/…`. It opens that payment and its receipt, and does not end. */
export async function topUpPage({ env }: Pick<Ctx, 'env'>, topUpId: string): Promise<string> {
  return `/top-ups/${topUpId}.${shortHash(await keyedHash(env.TENANT_SECRET, 'top-up-page', topUpId))}`
}

/** The payment whose page a token opens; null when it is nobody's. */
export async function readTopUpToken(ctx: Pick<Ctx, 'env'>, token: string): Promise<string | null> {
  const [topUpId = ''] = token.split('.')
  return isSameText(`/top-ups/${token}`, await topUpPage(ctx, topUpId)) ? topUpId : null
}
