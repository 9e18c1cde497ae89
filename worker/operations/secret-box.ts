import type { Ctx } from '../context.ts'
import { keyedHash } from './keyed-hash.ts'

/**
 * Secrets that must be read again, and so cannot be hashed: AES-GCM under a key that the tenant's secret gives for one
 * purpose. `about` (`whk_3`) is bound into it, so that a sealed secret is of no use in another row.
 */
export interface Sealing {
  purpose: string
  about: string
}

/** Base64 of 12 random bytes and what they sealed. */
export async function seal(ctx: Pick<Ctx, 'env' | 'randomBytes'>, text: string, sealing: Sealing): Promise<string> {
  const iv = ctx.randomBytes(ivBytes)
  const sealed = await crypto.subtle.encrypt(
    algorithm(iv, sealing),
    await boxKey(ctx, sealing),
    new TextEncoder().encode(text),
  )
  return btoa(String.fromCharCode(...iv, ...new Uint8Array(sealed)))
}

/** Throws where it was sealed under another tenant's secret, for another purpose or about another thing. */
export async function unseal(ctx: Pick<Ctx, 'env'>, sealed: string, sealing: Sealing): Promise<string> {
  const bytes = Uint8Array.from(atob(sealed), (character) => character.charCodeAt(0))
  const opened = await crypto.subtle.decrypt(
    algorithm(bytes.subarray(0, ivBytes), sealing),
    await boxKey(ctx, sealing),
    bytes.subarray(ivBytes),
  )
  return new TextDecoder().decode(opened)
}

const ivBytes = 12

const algorithm = (iv: Uint8Array, { about }: Sealing) => ({
  name: 'AES-GCM',
  iv,
  additionalData: new TextEncoder().encode(about),
})

async function boxKey({ env }: Pick<Ctx, 'env'>, { purpose }: Sealing): Promise<CryptoKey> {
  const key = await keyedHash(env.TENANT_SECRET, `secret-box-${purpose}`, '')
  return crypto.subtle.importKey('raw', new Uint8Array(key), 'AES-GCM', false, ['encrypt', 'decrypt'])
}
