/** Names and values of a form, in the order in which they came; a name may come more than once. */
export type FormEntries = readonly (readonly [name: string, value: string])[]

/**
 * Whether Twilio signed this request (D9): base64 of HMAC-SHA1, by the account's token, over the address as Twilio called
 * it and every name with its value, sorted; a repeated value counts once. Twilio sometimes signs the address with its
 * default port and sometimes without, so both will do. Fields that we do not know are signed like any other. Compared in
 * constant time.
 */
export async function isSignedByTwilio(
  token: string,
  { url, entries, signature }: { url: string; entries: FormEntries; signature: string },
): Promise<boolean> {
  const signed = bytesOf(signature)
  if (signed === null) return false
  const encoder = new TextEncoder()
  const algorithm = { name: 'HMAC', hash: 'SHA-1' }
  const key = await crypto.subtle.importKey('raw', encoder.encode(token), algorithm, false, ['verify'])
  const verdicts = await Promise.all(
    withAndWithoutPort(url).map((address) =>
      crypto.subtle.verify('HMAC', key, signed, encoder.encode(address + sorted(entries))),
    ),
  )
  return verdicts.includes(true)
}

function sorted(entries: FormEntries): string {
  const values = Map.groupBy(entries, ([name]) => name)
  return [...values.keys()]
    .sort()
    .flatMap((name) => [...new Set(values.get(name)!.map(([, value]) => value))].sort().map((value) => name + value))
    .join('')
}

/** The rest of the address stays as it came: another spelling of its query would be another signature. */
function withAndWithoutPort(url: string): string[] {
  const [, scheme, authority, rest] = /^(https?):\/\/([^/?#]+)(.*)$/s.exec(url) ?? []
  if (scheme === undefined || authority === undefined) return [url]
  const host = authority.replace(/:\d+$/, '')
  const port = /:(\d+)$/.exec(authority)?.[1] ?? (scheme === 'https' ? '443' : '80')
  return [`${scheme}://${host}${rest}`, `${scheme}://${host}:${port}${rest}`]
}

/** The 20 bytes of a signature; null for anything else. */
function bytesOf(signature: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[A-Za-z0-9+/]{27}=$/.test(signature)) return null
  return Uint8Array.from(atob(signature), (character) => character.charCodeAt(0))
}
