import type { SignedIn } from '../../../../contract/sign-in.ts'
import { makeCtx } from '../../../make-ctx.ts'
import { loadBroker } from '../../../operations/broker/load-broker.ts'
import { loadPreferences } from '../../../operations/preferences/load-preferences.ts'
import { endSession } from '../../../operations/sign-in/end-session.ts'
import { readSignedIn } from '../../../operations/sign-in/read-signed-in.ts'
import { isPayPalOn } from '../../../operations/top-ups/require-paypal.ts'
import { topUpLink } from '../../../operations/top-ups/top-up-link.ts'
import { Problem } from '../../../problem.ts'
import type { PageRoute } from '../../page-route.ts'
import { isFromOwnPage } from '../own-origin.ts'
import { peoplePage, seeOther } from '../people-page.tsx'
import { noSessionCookie } from '../session-cookie.ts'
import { signedInPerson } from '../signed-in-person.ts'

/** GET /signed-in: who is signed in, and what can be done from here. */
export const signedInPage: PageRoute = {
  method: 'GET',
  path: '/signed-in',
  async handle({ request, runtime }) {
    const actor = await signedInPerson(request, runtime)
    if (actor === null) return seeOther('/sign-in')
    const ctx = makeCtx(runtime, { actor })
    const [broker, { settings }, signedIn] = await Promise.all([
      loadBroker(ctx),
      loadPreferences(ctx),
      readSignedIn(ctx),
    ])
    const mayPay = actor.access === 'full' && isPayPalOn(ctx, { settings, currency: broker.currency, entry: 'portal' })
    const funds = mayPay ? (await topUpLink(ctx, { partnerId: actor.partnerId, entry: 'portal' })).path : null
    return peoplePage({
      broker: broker.name,
      title: signedIn.partner.name,
      narrow: true,
      children: <Account signedIn={signedIn} funds={funds} />,
    })
  },
}

/** POST /signed-out: ends the session of this browser. */
export const signOut: PageRoute = {
  method: 'POST',
  path: '/signed-out',
  async handle({ request, runtime }) {
    if (!isFromOwnPage(request)) throw new Problem('NOT_FOUND')
    const actor = await signedInPerson(request, runtime)
    if (actor !== null) await endSession(makeCtx(runtime, { actor }), actor.sessionId)
    return seeOther('/sign-in', { 'Set-Cookie': noSessionCookie(request) })
  },
}

const Account = ({ signedIn: { partner, login, access }, funds }: { signedIn: SignedIn; funds: string | null }) => (
  <>
    <h1>{partner.name}</h1>
    <p class="lead">{standing[partner.status]}</p>
    <dl class="facts card">
      <dt>Signed in as</dt>
      <dd>
        {login?.name} ({login?.email})
      </dd>
      <dt>You may</dt>
      <dd>{may[access]}</dd>
    </dl>
    {funds !== null && (
      <p>
        <a href={funds}>Pay in</a>
      </p>
    )}
    <form method="post" action="/signed-out">
      <button type="submit" class="quiet">
        Sign out
      </button>
    </form>
  </>
)

const standing: Record<SignedIn['partner']['status'], string> = {
  pending: 'This account waits to be made active. Leads come as soon as it is.',
  active: 'This account is active.',
  suspended: 'This account is suspended: it gets no leads at present.',
  closed: 'This account is closed.',
}

const may: Record<SignedIn['access'], string> = {
  full: 'do everything for this account',
  leads: 'work on its leads',
  read: 'look at everything',
}
