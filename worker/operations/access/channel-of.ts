import type { Actor } from '../../context.ts'

/** By which way somebody does a partner's own things (F4, D6). */
export type Channel = 'portal' | 'link' | 'sms' | 'admin' | 'api'

/** A person who signed in is in the portal, a link comes from an e-mail; a partner's key is its own system. */
export function channelOf(actor: Actor): Channel {
  if (actor.kind !== 'partner') return 'admin'
  if ('link' in actor) return 'link'
  return 'sessionId' in actor ? 'portal' : 'api'
}
