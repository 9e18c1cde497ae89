const keys = new Map<string, Promise<CryptoKey>>()

/** HMAC-SHA-256 under the tenant's secret: 32 bytes. Every keyed hash in the house starts with its purpose. */
export async function keyedHash(secret: string, purpose: string, text: string): Promise<Uint8Array> {
  const encoder = new TextEncoder()
  let key = keys.get(secret)
  if (key === undefined) {
    key = crypto.subtle.importKey('raw', encoder.encode(secret), { name: 'HMAC', hash: 'SHA-256' }, false, [
      'sign',
      'verify',
    ])
    keys.set(secret, key)
  }
  return new Uint8Array(await crypto.subtle.sign('HMAC', await key, encoder.encode(`${purpose}\n${text}`)))
}

/** The first 16 bytes of a hash as 22 characters of base64url: what is stored. */
export const shortHash = (hash: Uint8Array): string =>
  btoa(String.fromCharCode(...hash.subarray(0, 16)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

/** SHA-256 of a text, shortened like shortHash. No secret: for comparing, not for hiding. */
export async function plainHash(text: string): Promise<string> {
  return shortHash(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))))
}
