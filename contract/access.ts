/**
 * The shape of keys (ENGINE 7). A secret key (`bt_live_…`, `bt_test_…`) belongs to the broker or to one partner; a form
 * key (`pk_…`) is publishable. Each ends in 192 random bits as base64url. Only a SHA-256 and the prefix are kept.
 */
export const keyKinds = ['admin', 'partner', 'form'] as const

export type KeyKind = (typeof keyKinds)[number]

/** Random bytes in a key. */
export const keyBytes = 24

const keyPattern = /^(bt_live_|bt_test_|pk_)[A-Za-z0-9_-]{32}$/
const formKeyPattern = /^pk_[A-Za-z0-9_-]{32}$/

export const isKey = (text: string): boolean => keyPattern.test(text)

export const isFormKey = (text: string): boolean => formKeyPattern.test(text)

/** What stays readable of a key, so that a person can tell one from another: its first twelve characters. */
export const keyPrefix = (key: string): string => key.slice(0, 12)

/** A key made of `keyBytes` random bytes. Secret keys say whether they open a live broker or a test one. */
export function formatKey(kind: KeyKind, { live, random }: { live: boolean; random: Uint8Array }): string {
  if (random.length !== keyBytes) throw new Error(`A key is made of ${keyBytes} random bytes.`)
  const secret = live ? 'bt_live_' : 'bt_test_'
  return `${kind === 'form' ? 'pk_' : secret}${toBase64Url(random)}`
}

/** Random bytes in the token of a session: 264 bits. */
export const sessionTokenBytes = 33

export const isSessionToken = (text: string): boolean => /^bts_[A-Za-z0-9_-]{44}$/.test(text)

/** The token of a person's session, made of `sessionTokenBytes` random bytes. Only its SHA-256 is kept (ENGINE 7). */
export function formatSessionToken(random: Uint8Array): string {
  if (random.length !== sessionTokenBytes) throw new Error(`A session is made of ${sessionTokenBytes} random bytes.`)
  return `bts_${toBase64Url(random)}`
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** Whole groups of three bytes only, so that no padding can arise. */
function toBase64Url(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const group = (bytes[i]! << 16) | (bytes[i + 1]! << 8) | bytes[i + 2]!
    for (const shift of [18, 12, 6, 0]) text += alphabet[(group >> shift) & 63]
  }
  return text
}
