import { hourMs } from '../../../contract/time.ts'
import type { Ctx } from '../../context.ts'
import { isSameText } from '../access/is-same-text.ts'
import { requireOwn } from '../access/require-own.ts'
import { keyedHash, shortHash } from '../keyed-hash.ts'
import { readStatementOf } from './read-statements.ts'

const statementLinkMs = hourMs

interface OfMonth {
  partnerId: number
  month: number
}

/** The path of the page of a signed statement, to read and to print. It needs no key, and ends. Problems: NOT_FOUND. */
export async function statementLink(ctx: Ctx, of: OfMonth): Promise<{ path: string; expiresAt: number }> {
  requireOwn(ctx.actor, of.partnerId)
  await readStatementOf(ctx, of)
  const expiresAt = ctx.now + statementLinkMs
  return { path: await statementPath(ctx, of, expiresAt), expiresAt }
}

/** The same path until any instant, for a statement that is there or is made with it. */
export const statementPath = async (ctx: Pick<Ctx, 'env'>, of: OfMonth, expiresAt: number): Promise<`/${string}`> =>
  `/statements/${await tokenOf(ctx, of, expiresAt)}`

/** Which statement a link opens; null when it is nobody's or has ended. */
export async function readStatementToken(ctx: Pick<Ctx, 'env' | 'now'>, token: string): Promise<OfMonth | null> {
  const match = /^([1-9]\d{0,8})-(20\d{4})-([0-9a-z]{1,10})\.[\w-]{22}$/.exec(token)
  if (match === null) return null
  const of = { partnerId: Number(match[1]), month: Number(match[2]) }
  const expiresAt = Number.parseInt(match[3]!, 36)
  if (ctx.now >= expiresAt) return null
  return isSameText(token, await tokenOf(ctx, of, expiresAt)) ? of : null
}

async function tokenOf({ env }: Pick<Ctx, 'env'>, { partnerId, month }: OfMonth, expiresAt: number): Promise<string> {
  const text = `${partnerId}-${month}-${expiresAt.toString(36)}`
  return `${text}.${shortHash(await keyedHash(env.TENANT_SECRET, 'statement-link', text))}`
}
