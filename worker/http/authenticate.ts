import { isSessionToken } from '../../contract/access.ts'
import type { Actor } from '../context.ts'
import { findActor, type Surroundings } from '../operations/access/find-key.ts'
import { findSessionActor } from '../operations/access/find-session.ts'
import { Problem } from '../problem.ts'
import { type AnyRoute, accessOf, mayCall } from './route.ts'

/**
 * Who calls, if they may (ENGINE 7). Decided before anything else of the request is looked at, so that a refusal tells
 * nothing of what exists: no good key or session is 401, one of the wrong kind or with too little access 403. Where
 * anybody may call, what is of no use here counts as nothing.
 */
export async function authenticate(
  around: Surroundings,
  { route, request, mayUseCache }: { route: AnyRoute; request: Request; mayUseCache: boolean },
): Promise<{ actor: Actor; fromCache: boolean }> {
  const shown = bearerOf(request)
  const found = shown === null ? null : await findCaller(around, shown, mayUseCache)
  if (found !== null && mayCall(found.actor, route)) return found
  if (route.may.includes('anybody')) return { actor: { kind: 'anybody' }, fromCache: false }
  if (found !== null) throw notAllowed(found.actor, route)
  throw new Problem('NOT_SIGNED_IN', {
    detail:
      shown === null
        ? 'Send the header Authorization: Bearer followed by a key or the token of a session.'
        : 'This key or session does not exist, was revoked, or has expired.',
  })
}

async function findCaller(
  around: Surroundings,
  shown: string,
  mayUseCache: boolean,
): Promise<{ actor: Actor; fromCache: boolean } | null> {
  if (!isSessionToken(shown)) return findActor(around, shown, { mayUseCache })
  const actor = await findSessionActor(around, shown)
  return actor && { actor, fromCache: false }
}

function notAllowed(actor: Actor, route: AnyRoute): Problem {
  if (!('access' in actor) || !(route.may as readonly string[]).includes(actor.kind)) return new Problem('NOT_ALLOWED')
  return new Problem('NOT_ALLOWED', {
    detail: `This takes the access "${accessOf(route)}", and this login has "${actor.access}".`,
  })
}

function bearerOf(request: Request): string | null {
  const header = request.headers.get('Authorization')
  if (header === null) return null
  return /^Bearer +(\S+)$/i.exec(header.trim())?.[1] ?? ''
}
