import type { Env } from '../../env.ts'
import { keyedHash } from '../keyed-hash.ts'

/** The key that signs statements. */
export interface SigningKey {
  /** The first 16 hex digits of the SHA-256 of the public key. */
  id: string
  /** 32 bytes as base64url, as a JWK has them. */
  publicKey: string
  privateKey: CryptoKey
}

const kept = new Map<string, Promise<SigningKey>>()

/**
 * The deployment's own Ed25519 key (C4), made of its secret, so that there is nothing more to keep: the seed is a keyed
 * hash of STATEMENT_SECRET, or of TENANT_SECRET where there is none. Another secret is another key with another id; what
 * the old one signed stays signed, and its public half stays published (docs/decisions).
 */
export function signingKey({
  STATEMENT_SECRET,
  TENANT_SECRET,
}: Pick<Env, 'STATEMENT_SECRET' | 'TENANT_SECRET'>): Promise<SigningKey> {
  const secret = STATEMENT_SECRET || TENANT_SECRET
  const known = kept.get(secret)
  if (known !== undefined) return known
  const made = makeKey(secret)
  kept.set(secret, made)
  return made
}

/** What stands before the seed in a PKCS #8 document of an Ed25519 key (RFC 8410). */
const pkcs8Head = [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20]

async function makeKey(secret: string): Promise<SigningKey> {
  const seed = await keyedHash(secret, 'statement-key', '1')
  const privateKey = await crypto.subtle.importKey(
    'pkcs8',
    new Uint8Array([...pkcs8Head, ...seed]),
    { name: 'Ed25519' },
    true,
    ['sign'],
  )
  const { x } = (await crypto.subtle.exportKey('jwk', privateKey)) as { x: string }
  return { id: await keyId(x), publicKey: x, privateKey }
}

async function keyId(publicKey: string): Promise<string> {
  const bytes = Uint8Array.from(atob(publicKey.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0))
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return [...digest.subarray(0, 8)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** A signature of a text, as base64url. */
export async function sign({ privateKey }: SigningKey, text: string): Promise<string> {
  const signature = await crypto.subtle.sign({ name: 'Ed25519' }, privateKey, new TextEncoder().encode(text))
  return toBase64Url(new Uint8Array(signature))
}

/** SHA-256 of a text, as base64url. */
export const textHash = async (text: string): Promise<string> =>
  toBase64Url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))))

const toBase64Url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
