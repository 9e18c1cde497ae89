import { numberedId } from '../../../contract/id.ts'
import { loginChangesSchema, loginQuery, loginSchema, newLoginSchema } from '../../../contract/login.ts'
import { pageOf } from '../../../contract/page.ts'
import { inviteLogin } from '../../operations/logins/invite-login.ts'
import { listLogins } from '../../operations/logins/list-logins.ts'
import { readLogin } from '../../operations/logins/read-login.ts'
import { removeLogin } from '../../operations/logins/remove-login.ts'
import { resendInvitation } from '../../operations/logins/resend-invitation.ts'
import { revokeInvitation } from '../../operations/logins/revoke-invitation.ts'
import { updateLogin } from '../../operations/logins/update-login.ts'
import { type AnyRoute, route } from '../route.ts'

const inviteRoute = route({
  method: 'POST',
  path: '/v1/partners/{partnerId}/logins',
  may: ['admin', 'partner'],
  tag: 'People',
  summary: 'Invite a person to the portal',
  description:
    'Makes a login and sends a link and a code by e-mail, good for seven days. By an admin, and by somebody of the partner with the access `full`. Five invitations a day and address.',
  params: { partnerId: numberedId('partner') },
  body: newLoginSchema,
  answer: { status: 201, body: loginSchema },
  problems: ['NOT_FOUND', 'ARCHIVED', 'RATE_LIMITED', 'VERSION_CONFLICT'],
  handle: (ctx, { params, body, request }) =>
    inviteLogin(ctx, params.partnerId, { wanted: body, origin: new URL(request.url).origin }),
})

const listRoute = route({
  method: 'GET',
  path: '/v1/partners/{partnerId}/logins',
  may: ['admin', 'partner'],
  tag: 'People',
  summary: 'List the people of a partner',
  params: { partnerId: numberedId('partner') },
  query: loginQuery,
  answer: { status: 200, body: pageOf(loginSchema) },
  problems: ['NOT_FOUND'],
  handle: (ctx, { params, query }) => listLogins(ctx, params.partnerId, query),
})

const readRoute = route({
  method: 'GET',
  path: '/v1/logins/{loginId}',
  may: ['admin', 'partner'],
  tag: 'People',
  summary: 'Read a login',
  params: { loginId: numberedId('login') },
  answer: { status: 200, body: loginSchema },
  problems: ['NOT_FOUND'],
  handle: (ctx, { params }) => readLogin(ctx, params.loginId),
})

const updateRoute = route({
  method: 'PATCH',
  path: '/v1/logins/{loginId}',
  may: ['admin', 'partner'],
  tag: 'People',
  summary: 'Change a login',
  description:
    'A lowered access counts from the next request of its sessions on. The e-mail address stays: somebody else is another login. A partner cannot take full access from the last person who has it; an admin can.',
  params: { loginId: numberedId('login') },
  body: loginChangesSchema,
  answer: { status: 200, body: loginSchema },
  problems: ['NOT_FOUND', 'ARCHIVED', 'LAST_LOGIN', 'VERSION_CONFLICT'],
  handle: (ctx, { params, body }) => updateLogin(ctx, params.loginId, body),
})

const removeRoute = route({
  method: 'DELETE',
  path: '/v1/logins/{loginId}',
  may: ['admin', 'partner'],
  tag: 'People',
  summary: 'Remove a login',
  description: 'At once and for good: its sessions end, and codes that were sent open nothing.',
  params: { loginId: numberedId('login') },
  answer: { status: 200, body: loginSchema },
  problems: ['NOT_FOUND', 'LAST_LOGIN', 'VERSION_CONFLICT'],
  handle: (ctx, { params }) => removeLogin(ctx, params.loginId),
})

const resendRoute = route({
  method: 'POST',
  path: '/v1/logins/{loginId}/invitation',
  may: ['admin', 'partner'],
  tag: 'People',
  summary: 'Send an invitation again',
  description: 'Good for another seven days. The one before opens nothing any more.',
  params: { loginId: numberedId('login') },
  answer: { status: 200, body: loginSchema },
  problems: ['NOT_FOUND', 'ARCHIVED', 'IN_USE', 'RATE_LIMITED', 'VERSION_CONFLICT'],
  handle: (ctx, { params, request }) => resendInvitation(ctx, params.loginId, { origin: new URL(request.url).origin }),
})

const revokeRoute = route({
  method: 'DELETE',
  path: '/v1/logins/{loginId}/invitation',
  may: ['admin', 'partner'],
  tag: 'People',
  summary: 'Take an invitation back',
  description: 'Its link and its code open nothing, until it is sent again.',
  params: { loginId: numberedId('login') },
  answer: { status: 200, body: loginSchema },
  problems: ['NOT_FOUND', 'ARCHIVED', 'IN_USE', 'VERSION_CONFLICT'],
  handle: (ctx, { params }) => revokeInvitation(ctx, params.loginId),
})

/** The people who sign in for a partner (F57). */
export const loginRoutes: readonly AnyRoute[] = [
  inviteRoute,
  listRoute,
  readRoute,
  updateRoute,
  removeRoute,
  resendRoute,
  revokeRoute,
]
