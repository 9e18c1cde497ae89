import { makeCtx, type Runtime } from '../../../make-ctx.ts'
import { confirmSignUp } from '../../../operations/sign-up/confirm-sign-up.ts'
import { signUpOffer } from '../../../operations/sign-up/sign-up-offer.ts'
import { isPayPalOn } from '../../../operations/top-ups/require-paypal.ts'
import { topUpLink } from '../../../operations/top-ups/top-up-link.ts'
import { callerAddress } from '../../caller-address.ts'
import type { PageRoute } from '../../page-route.ts'
import { readEntries } from '../../widget/read-entries.ts'
import { codePage } from '../code-page.tsx'
import { peoplePage, seeOther } from '../people-page.tsx'
import { sessionCookie } from '../session-cookie.ts'
import { orRefusal, shownCode } from '../shown-code.ts'
import { filledIn } from './filled.ts'
import { postSignUp } from './post-sign-up.ts'
import { newSignUpPage } from './sign-up-page.tsx'

const anybody = (runtime: Runtime) => makeCtx(runtime, { actor: { kind: 'anybody' } })

const show = async (runtime: Runtime): Promise<Response> => {
  const ctx = anybody(runtime)
  return newSignUpPage(ctx, await signUpOffer(ctx))
}

const signUpPage: PageRoute = { method: 'GET', path: '/signup', handle: ({ runtime }) => show(runtime) }

/** F40: where sign-up was before. */
const aliasPage: PageRoute = { method: 'GET', path: '/NewBuyer.php', handle: ({ runtime }) => show(runtime) }

/** GET /signup/sent/{codeId}: says the same to everybody, whether or not the address is known. */
const sentPage: PageRoute = {
  method: 'GET',
  path: '/signup/sent/{codeId}',
  async handle({ params, runtime }) {
    const { broker } = await signUpOffer(anybody(runtime))
    return codePage({
      broker: broker.name,
      title: 'Check your e-mail',
      action: confirmPath(params.codeId!),
      button: 'Confirm',
      code: null,
      children: (
        <p class="lead">
          We have sent you a message. Open the link in it, or enter its code here. It can take a minute, and sometimes
          it is in the spam folder.
        </p>
      ),
    })
  },
}

/** GET /signup/confirm/{codeId}?code=…: what the link of the e-mail opens. It uses nothing up. */
const confirmPage: PageRoute = {
  method: 'GET',
  path: '/signup/confirm/{codeId}',
  async handle({ request, params, runtime }) {
    const { broker } = await signUpOffer(anybody(runtime))
    return confirmForm(broker.name, { codeId: params.codeId!, code: new URL(request.url).searchParams.get('code') })
  },
}

/** POST /signup/confirm/{codeId}: makes the partner, signs its person in, and goes on to paying in where that is on. */
const confirm: PageRoute = {
  method: 'POST',
  path: '/signup/confirm/{codeId}',
  async handle({ request, params, runtime }) {
    const ctx = anybody(runtime)
    const { broker, preferences } = await signUpOffer(ctx)
    const codeId = params.codeId!
    const shown = shownCode(request, { codeId, code: filledIn(await readEntries(request)).text('code') })
    return orRefusal(
      confirmSignUp(ctx, { ...shown, caller: callerAddress(request) }).then(async (confirmed) => {
        if (confirmed.kind === 'known') return knownPage(broker.name)
        const { settings } = preferences
        const canPay = isPayPalOn(ctx, { settings, currency: broker.currency, entry: 'sign_up' })
        const next = { partnerId: confirmed.partnerId, entry: 'sign_up' } as const
        const path = canPay ? (await topUpLink(ctx, next)).path : '/signup/done'
        return seeOther(path, { 'Set-Cookie': sessionCookie(confirmed.token!, request) })
      }),
      (error, about) => confirmForm(broker.name, { codeId, code: null, error, ...about }),
    )
  },
}

const donePage: PageRoute = {
  method: 'GET',
  path: '/signup/done',
  async handle({ runtime }) {
    const { broker } = await signUpOffer(anybody(runtime))
    return peoplePage({
      broker: broker.name,
      title: 'Thank you',
      narrow: true,
      children: (
        <>
          <h1>Thank you. We will look at it.</h1>
          <p class="lead">
            Your e-mail address is confirmed, and {broker.name} has been told. As soon as your account is active, you
            get an e-mail, and then leads.
          </p>
          <p>
            <a href="/signed-in">See your account</a>
          </p>
        </>
      ),
    })
  },
}

export const signUpPages: readonly PageRoute[] = [
  signUpPage,
  aliasPage,
  postSignUp,
  sentPage,
  confirmPage,
  confirm,
  donePage,
]

const confirmPath = (codeId: string): string => `/signup/confirm/${encodeURIComponent(codeId)}`

const confirmForm = (
  broker: string,
  {
    codeId,
    ...about
  }: { codeId: string; code: string | null; error?: string; status?: number; headers?: Record<string, string> },
): Promise<Response> =>
  codePage({
    broker,
    title: 'Confirm your e-mail address',
    action: confirmPath(codeId),
    button: 'Confirm and finish',
    ...about,
    children:
      about.error === undefined ? (
        <p class="lead">One more press, and your sign-up with {broker} is complete.</p>
      ) : (
        <>
          <p class="lead">A link and its code work once, and only for a time.</p>
          <p>
            <a href="/signup">Sign up again</a>, or <a href="/sign-in">sign in</a> if you have confirmed it before.
          </p>
        </>
      ),
  })

const knownPage = (broker: string): Promise<Response> =>
  peoplePage({
    broker,
    title: 'You have a login already',
    narrow: true,
    children: (
      <>
        <h1>You have a login already</h1>
        <p class="lead">This e-mail address signs in with {broker} by now. No second account was made.</p>
        <p>
          <a href="/sign-in">Sign in</a>
        </p>
      </>
    ),
  })
