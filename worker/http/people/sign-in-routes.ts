import { sessionIdSchema } from '../../../contract/id.ts'
import { pageOf } from '../../../contract/page.ts'
import {
  askedCodeSchema,
  newCodeSchema,
  newSessionSchema,
  sessionQuery,
  sessionSchema,
  signedInSchema,
  startedSessionSchema,
} from '../../../contract/sign-in.ts'
import { askCode } from '../../operations/sign-in/ask-code.ts'
import { endSession } from '../../operations/sign-in/end-session.ts'
import { listSessions } from '../../operations/sign-in/list-sessions.ts'
import { readSignedIn } from '../../operations/sign-in/read-signed-in.ts'
import { startSession } from '../../operations/sign-in/start-session.ts'
import { callerAddress } from '../caller-address.ts'
import { type AnyRoute, route } from '../route.ts'

const askRoute = route({
  method: 'POST',
  path: '/v1/sign-in/codes',
  may: ['anybody'],
  tag: 'Sign in',
  summary: 'Ask for a code by e-mail',
  description:
    'Sends eight digits and a link to the address, if it has a login; the answer is the same if it has none. Good for 15 minutes and five tries. From one place five codes a quarter of an hour and address.',
  body: newCodeSchema,
  answer: { status: 202, body: askedCodeSchema },
  problems: ['RATE_LIMITED'],
  handle: (ctx, { body, request }) =>
    askCode(ctx, { email: body.email, origin: new URL(request.url).origin, caller: callerAddress(request) }),
})

const startRoute = route({
  method: 'POST',
  path: '/v1/sign-in/sessions',
  may: ['anybody'],
  tag: 'Sign in',
  summary: 'Sign in with a code',
  description:
    'The answer is the only place where the token ever stands. It is a bearer token: 12 hours without use and 30 days in all. The first time accepts an invitation. Where the e-mail address has logins with several partners, it is the one that is named, or else the one used last.',
  body: newSessionSchema,
  answer: { status: 201, body: startedSessionSchema },
  problems: ['CODE_REFUSED', 'RATE_LIMITED', 'VERSION_CONFLICT'],
  handle: (ctx, { body, request }) => startSession(ctx, { ...body, caller: callerAddress(request) }),
})

const readRoute = route({
  method: 'GET',
  path: '/v1/sign-in',
  may: ['partner'],
  tag: 'Sign in',
  summary: 'Read who is signed in',
  description: 'The person and the partner, and every other partner that this person could sign in to.',
  answer: { status: 200, body: signedInSchema },
  handle: (ctx) => readSignedIn(ctx),
})

const listRoute = route({
  method: 'GET',
  path: '/v1/sessions',
  may: ['admin', 'partner'],
  tag: 'Sign in',
  summary: 'List who is signed in',
  description: 'For an admin everybody, for a person their own sessions, for a key of a partner those of its people.',
  query: sessionQuery,
  answer: { status: 200, body: pageOf(sessionSchema) },
  handle: (ctx, { query }) => listSessions(ctx, query),
})

const endRoute = route({
  method: 'DELETE',
  path: '/v1/sessions/{sessionId}',
  may: ['admin', 'partner'],
  partnerAccess: 'read',
  tag: 'Sign in',
  summary: 'Sign out',
  description: 'Ends a session from the next request on: one of your own, or for an admin anybody’s.',
  params: { sessionId: sessionIdSchema },
  answer: { status: 200, body: sessionSchema },
  problems: ['NOT_FOUND', 'VERSION_CONFLICT'],
  handle: (ctx, { params }) => endSession(ctx, params.sessionId),
})

/** Signing in by one-time code (ENGINE 7). */
export const signInRoutes: readonly AnyRoute[] = [askRoute, startRoute, readRoute, listRoute, endRoute]
