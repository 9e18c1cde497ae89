import { toIso } from '../../../contract/time.ts'
import { listStatementKeys } from '../../../db/store/statements.ts'
import type { Ctx } from '../../context.ts'
import { signingKey } from './signing-key.ts'

/** A public key as it is published: what is needed to check what it signed. */
export interface PublishedKey {
  id: string
  algorithm: 'Ed25519'
  /** 32 bytes as base64url. */
  publicKey: string
  /** Null while it has signed nothing. */
  firstUsedAt: string | null
  /** The one that signs now; the others signed before it. */
  current: boolean
}

/** The keys that sign and signed statements. One that was replaced stays, since what it signed does. */
export async function publishedKeys(ctx: Pick<Ctx, 'db' | 'env'>): Promise<PublishedKey[]> {
  const [now, used] = await Promise.all([signingKey(ctx.env), listStatementKeys(ctx.db)])
  const published = used.map(({ id, publicKey, firstUsedAt }) => ({
    id,
    algorithm: 'Ed25519' as const,
    publicKey,
    firstUsedAt: toIso(firstUsedAt),
    current: id === now.id,
  }))
  if (published.some(({ current }) => current)) return published
  return [
    { id: now.id, algorithm: 'Ed25519', publicKey: now.publicKey, firstUsedAt: null, current: true },
    ...published,
  ]
}
