import { deferTo, instant, type Runtime } from '../../make-ctx.ts'
import { findSessionActor, type SessionActor } from '../../operations/access/find-session.ts'
import { sessionTokenOf } from './session-cookie.ts'

/** Who is signed in on our own pages, by the cookie; null for nobody. */
export async function signedInPerson(request: Request, runtime: Runtime): Promise<SessionActor | null> {
  const token = sessionTokenOf(request)
  return token === null ? null : findSessionActor({ ...instant(runtime.env), defer: deferTo(runtime) }, token)
}
