import * as v from 'valibot'
import { emailAddress } from '../../../../contract/text.ts'
import { makeCtx, type Runtime } from '../../../make-ctx.ts'
import { loadBroker } from '../../../operations/broker/load-broker.ts'
import { askCode } from '../../../operations/sign-in/ask-code.ts'
import { startSession } from '../../../operations/sign-in/start-session.ts'
import { Problem } from '../../../problem.ts'
import { callerAddress } from '../../caller-address.ts'
import type { PageRoute } from '../../page-route.ts'
import { readEntries } from '../../widget/read-entries.ts'
import { codePage } from '../code-page.tsx'
import { Field } from '../field.tsx'
import { isFromOwnPage } from '../own-origin.ts'
import { peoplePage, seeOther } from '../people-page.tsx'
import { sessionCookie } from '../session-cookie.ts'
import { orRefusal, shownCode } from '../shown-code.ts'
import { filledIn } from '../sign-up/filled.ts'
import { signedInPage, signOut } from './signed-in-page.tsx'

const anybody = (runtime: Runtime) => makeCtx(runtime, { actor: { kind: 'anybody' } })

/** GET /sign-in: asks for the e-mail address. */
const askPage: PageRoute = {
  method: 'GET',
  path: '/sign-in',
  handle: async ({ runtime }) => askForm((await loadBroker(anybody(runtime))).name, { email: '' }),
}

/** POST /sign-in: sends a code, and says the same whether anybody has the address. */
const ask: PageRoute = {
  method: 'POST',
  path: '/sign-in',
  async handle({ request, runtime }) {
    if (!isFromOwnPage(request)) throw new Problem('NOT_FOUND')
    const ctx = anybody(runtime)
    const { name } = await loadBroker(ctx)
    const email = filledIn(await readEntries(request)).text('email')
    const read = v.safeParse(emailAddress, email)
    if (!read.success) return askForm(name, { email, error: 'Enter your e-mail address.', status: 422 })
    const about = { email: read.output, origin: new URL(request.url).origin, caller: callerAddress(request) }
    return orRefusal(
      askCode(ctx, about).then(({ id }) => seeOther(pathOf(id))),
      (error, more) => askForm(name, { email, error, ...more }),
    )
  },
}

/** GET /sign-in/{codeId}?code=…: what the link of an e-mail opens. It uses nothing up. */
const enterPage: PageRoute = {
  method: 'GET',
  path: '/sign-in/{codeId}',
  async handle({ request, params, runtime }) {
    const { name } = await loadBroker(anybody(runtime))
    return enterForm(name, { codeId: params.codeId!, code: new URL(request.url).searchParams.get('code') })
  },
}

/** POST /sign-in/{codeId}: signs in. */
const enter: PageRoute = {
  method: 'POST',
  path: '/sign-in/{codeId}',
  async handle({ request, params, runtime }) {
    const ctx = anybody(runtime)
    const { name } = await loadBroker(ctx)
    const codeId = params.codeId!
    const shown = shownCode(request, { codeId, code: filledIn(await readEntries(request)).text('code') })
    return orRefusal(
      startSession(ctx, { ...shown, partnerId: undefined, caller: callerAddress(request) }).then(({ token }) =>
        seeOther('/signed-in', { 'Set-Cookie': sessionCookie(token!, request) }),
      ),
      (error, about) => enterForm(name, { codeId, code: null, error, ...about }),
    )
  },
}

/** Signing in on our own pages, by one-time code. */
export const signInPages: readonly PageRoute[] = [askPage, ask, enterPage, enter, signedInPage, signOut]

const pathOf = (codeId: string): string => `/sign-in/${encodeURIComponent(codeId)}`

interface Refused {
  error?: string
  status?: number
  headers?: Record<string, string>
}

const askForm = (broker: string, { email, error, ...about }: Refused & { email: string }): Promise<Response> =>
  peoplePage({
    broker,
    title: error === undefined ? 'Sign in' : 'Error: Sign in',
    narrow: true,
    ...about,
    children: (
      <>
        <h1>Sign in</h1>
        <p class="lead">You need no password: we send you a code by e-mail.</p>
        <form method="post" action="/sign-in" class="plain" novalidate>
          <Field
            name="email"
            label="E-mail address"
            value={email}
            error={error}
            type="email"
            autocomplete="email"
            maxLength={254}
          />
          <button type="submit" class="primary">
            Send me a code
          </button>
        </form>
      </>
    ),
  })

const enterForm = (
  broker: string,
  { codeId, code, ...refused }: Refused & { codeId: string; code: string | null },
): Promise<Response> =>
  codePage({
    broker,
    title: code === null && refused.error === undefined ? 'Check your e-mail' : 'Sign in',
    action: pathOf(codeId),
    button: 'Sign in',
    code,
    ...refused,
    children: (
      <>
        <p class="lead">
          {refused.error !== undefined
            ? 'A link and its code work once, and only for a time.'
            : code === null
              ? 'If this address has a login here, a code is in its mailbox by now. It is good for 15 minutes.'
              : `Press the button to sign in with ${broker}.`}
        </p>
        {(refused.error !== undefined || code === null) && (
          <p>
            <a href="/sign-in">Ask for a new code</a>
          </p>
        )}
      </>
    ),
  })
