import { keyedHash } from '../keyed-hash.ts'

/** What the bits are made of that break ties between a setup and others that were never served (C12): below 2^32. */
export async function secretBits(secret: string, setupId: number): Promise<number> {
  const hash = await keyedHash(secret, 'turn-ties', String(setupId))
  return new DataView(hash.buffer).getUint32(0)
}
