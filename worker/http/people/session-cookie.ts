import { longestMs } from '../../operations/sign-in/session-lives.ts'

/**
 * The cookie that keeps a person signed in on our own pages. Scripts cannot read it, other websites cannot make a browser
 * send it with a form, and the API does not look at it: there a session is a bearer token. Plain http is development.
 */
export const sessionCookie = (token: string, request: Request): string =>
  `${nameFor(request)}=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${longestMs / 1000}${secureFor(request)}`

/** Takes the cookie away. */
export const noSessionCookie = (request: Request): string =>
  `${nameFor(request)}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0${secureFor(request)}`

/** The token that a browser sent along; null without one. */
export function sessionTokenOf(request: Request): string | null {
  const name = `${nameFor(request)}=`
  const found = request.headers
    .get('Cookie')
    ?.split(/; */)
    .find((pair) => pair.startsWith(name))
  return found?.slice(name.length) ?? null
}

const isSecure = ({ url }: Request): boolean => url.startsWith('https:')

const nameFor = (request: Request): string => (isSecure(request) ? '__Host-baton' : 'baton')

const secureFor = (request: Request): string => (isSecure(request) ? '; Secure' : '')
