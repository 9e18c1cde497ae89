import type { Actor } from '../context.ts'
import { findActor, type Surroundings } from '../operations/access/find-key.ts'
import { Problem } from '../problem.ts'
import type { AnyRoute, Caller } from './route.ts'

/**
 * Who calls, if they may (ENGINE 7). Decided before anything else of the request is looked at, so that a refusal tells
 * nothing of what exists: no good key is 401, a key of the wrong kind 403. Where anybody may call, a key that is of no
 * use here counts as none.
 */
export async function authenticate(
  around: Surroundings,
  { route, request, mayUseCache }: { route: AnyRoute; request: Request; mayUseCache: boolean },
): Promise<{ actor: Actor; fromCache: boolean }> {
  const may: readonly Caller[] = route.may
  const key = bearerOf(request)
  const found = key === null ? null : await findActor(around, key, { mayUseCache })
  if (found !== null && may.includes(found.actor.kind)) return found
  if (may.includes('anybody')) return { actor: { kind: 'anybody' }, fromCache: false }
  if (found !== null) throw new Problem('NOT_ALLOWED')
  throw new Problem('NOT_SIGNED_IN', {
    detail:
      key === null
        ? 'Send the header Authorization: Bearer followed by a key.'
        : 'This key does not exist, was revoked, or has expired.',
  })
}

function bearerOf(request: Request): string | null {
  const header = request.headers.get('Authorization')
  if (header === null) return null
  return /^Bearer +(\S+)$/i.exec(header.trim())?.[1] ?? ''
}
