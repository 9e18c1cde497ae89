import { keyedHash } from '../keyed-hash.ts'

/**
 * The lots of one lead (D2.2, C12): uniform numbers in [0, 1) from HMAC(secret, lead ‖ block), eight to a block. The
 * same lead always draws the same lots, so that a decision can be replayed; nobody can steer them without the secret.
 */
export async function drawLots(
  secret: string,
  purpose: 'arm' | 'tie',
  leadId: string,
  count: number,
): Promise<number[]> {
  const blocks = await Promise.all(
    Array.from({ length: Math.max(1, Math.ceil(count / 8)) }, (_, block) =>
      keyedHash(secret, `${purpose}-lots`, `${leadId}:${block}`),
    ),
  )
  return blocks.flatMap((bytes) => {
    const view = new DataView(bytes.buffer)
    return Array.from({ length: 8 }, (_, i) => view.getUint32(i * 4) / 2 ** 32)
  })
}
