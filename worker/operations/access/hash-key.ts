/** SHA-256 of a key as 64 hex digits: all that is ever stored of it. */
export const hashKey = (key: string): Promise<string> => sha256Hex(new TextEncoder().encode(key))

/** SHA-256 of bytes as 64 hex digits. */
export async function sha256Hex(bytes: BufferSource): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes)
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
