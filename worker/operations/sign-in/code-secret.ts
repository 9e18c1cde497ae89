import type { Ctx } from '../../context.ts'
import { isSameText } from '../access/is-same-text.ts'
import { keyedHash, shortHash } from '../keyed-hash.ts'

/** What a one-time code says: eight digits to type, and 128 bits for the link. */
export interface CodeSecret {
  digits: string
  link: string
}

/**
 * Derived from the code's id under the tenant's secret, so that nothing of it has to be kept anywhere: neither the
 * database, nor a job, nor history knows a code. Two letters about one code say the same.
 */
export async function codeSecret(ctx: Pick<Ctx, 'env'>, codeId: string): Promise<CodeSecret> {
  const hash = await keyedHash(ctx.env.TENANT_SECRET, 'one-time-code', codeId)
  const number = hash.subarray(0, 6).reduce((sum, byte) => sum * 256 + byte, 0)
  return { digits: String(number % 1e8).padStart(8, '0'), link: shortHash(hash.subarray(16)) }
}

/** Whether this is what the code says, either way, in constant time. */
export async function isCode(ctx: Pick<Ctx, 'env'>, codeId: string, shown: string): Promise<boolean> {
  const { digits, link } = await codeSecret(ctx, codeId)
  const [isDigits, isLink] = [isSameText(digits, shown), isSameText(link, shown)]
  return isDigits || isLink
}
