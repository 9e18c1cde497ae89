import { dayMs } from '../../../contract/time.ts'
import type { Ctx } from '../../context.ts'
import { isSameText } from '../access/is-same-text.ts'
import { keyedHash, shortHash } from '../keyed-hash.ts'

/** What a token belongs to: one lead that is yet to come, from one form. */
export interface TokenFor {
  keyId: number
  leadId: string
}

/** What a token says of the form that it came with. */
export type TokenState = 'good' | 'early' | 'expired' | 'unknown'

/** Nobody reads a form and fills it in faster than this. */
const leastFillMs = 1500
const lastsMs = dayMs

/** A token for a form that is shown now (ENGINE 7): when it was issued, and a keyed hash that proves it. */
export const issueToken = (ctx: Ctx, about: TokenFor): Promise<string> => tokenOf(ctx, about, ctx.now)

/** A token for a form that has been filled in already and is to be sent once more: it need not wait again. */
export const renewToken = (ctx: Ctx, about: TokenFor): Promise<string> => tokenOf(ctx, about, ctx.now - leastFillMs)

/** `unknown` is a token of another form, another lead or nobody's. */
export async function readToken(ctx: Ctx, about: TokenFor, token: string): Promise<TokenState> {
  const issuedAt = Number.parseInt(token, 36)
  if (Number.isNaN(issuedAt) || !isSameText(token, await tokenOf(ctx, about, issuedAt))) return 'unknown'
  if (ctx.now < issuedAt + leastFillMs) return 'early'
  return ctx.now < issuedAt + lastsMs ? 'good' : 'expired'
}

async function tokenOf(ctx: Ctx, { keyId, leadId }: TokenFor, issuedAt: number): Promise<string> {
  const hash = await keyedHash(ctx.env.TENANT_SECRET, 'form-token', `${keyId} ${leadId} ${issuedAt}`)
  return `${issuedAt.toString(36)}.${shortHash(hash)}`
}
