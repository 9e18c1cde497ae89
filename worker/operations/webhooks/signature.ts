/** `whsec_` and base64 of so many random bytes (D13: 24 to 64). */
export const secretBytes = 32

export const formatSecret = (random: Uint8Array): string => `whsec_${btoa(String.fromCharCode(...random))}`

export interface Signed {
  id: string
  /** Unix seconds: of this try, not of the event. */
  timestamp: number
  body: string
}

/**
 * What goes into `webhook-signature` (D13): `v1,` and HMAC-SHA256 over `id.timestamp.body`, once for each secret, so that
 * while a secret is being changed either will do.
 */
export async function signatures(secrets: readonly string[], { id, timestamp, body }: Signed): Promise<string> {
  const signed = new TextEncoder().encode(`${id}.${timestamp}.${body}`)
  return (await Promise.all(secrets.map((secret) => sign(secret, signed)))).join(' ')
}

async function sign(secret: string, signed: Uint8Array<ArrayBuffer>): Promise<string> {
  const bytes = Uint8Array.from(atob(secret.replace(/^whsec_/, '')), (character) => character.charCodeAt(0))
  const key = await crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  return `v1,${btoa(String.fromCharCode(...new Uint8Array(await crypto.subtle.sign('HMAC', key, signed))))}`
}
