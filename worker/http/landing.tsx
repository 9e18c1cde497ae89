import { makeCtx } from '../make-ctx.ts'
import { loadPreferences } from '../operations/preferences/load-preferences.ts'
import { page } from './page.tsx'
import type { PageRoute } from './page-route.ts'

/** GET /: says what answers here, and where to go on. */
export const landingPage: PageRoute = {
  method: 'GET',
  path: '/',
  async handle({ request, runtime }) {
    const development = runtime.env.ENVIRONMENT === 'development'
    const { origin } = new URL(request.url)
    const { settings } = await loadPreferences(makeCtx(runtime, { actor: { kind: 'anybody' } }))
    const landing = <Landing demo={development ? origin : null} signUp={settings.buyerSignUp} />
    return page({ title: 'Baton', development, children: landing })
  },
}

/** `demo` is where a development copy answers; null elsewhere. `signUp`: strangers may sign up as buyers (F5). */
function Landing({ demo, signUp }: { demo: string | null; signUp: boolean }) {
  return (
    <main id="main" class="column stack">
      <h1>This is a Baton deployment.</h1>
      <p class="lead">
        Baton takes a sales lead from any website and hands it to the right partner; everyone in the chain sees why, and
        what it earned.
      </p>
      <ul class="cards">
        <li class="card">
          <h2>
            <a href="/docs">API reference</a>
          </h2>
          <p class="muted">Every route, with what it takes, what it answers and a request to copy.</p>
        </li>
        <li class="card">
          <h2>
            <a href="/openapi.json">OpenAPI</a>
          </h2>
          <p class="muted">The same for machines: OpenAPI 3.1, made from the running code.</p>
        </li>
        {signUp && (
          <li class="card">
            <h2>
              <a href="/signup">Sign up</a>
            </h2>
            <p class="muted">For companies that want to buy leads: who you are, what you want, and where.</p>
          </li>
        )}
        <li class="card">
          <h2>
            <a href="/sign-in">Sign in</a>
          </h2>
          <p class="muted">For partners and their people, by a code in an e-mail.</p>
        </li>
        {demo !== null && <MailboxCard />}
      </ul>
      {demo !== null && <DemoHints origin={demo} />}
    </main>
  )
}

function MailboxCard() {
  return (
    <li class="card">
      <h2>
        <a href="/mailbox">Mailbox</a>
      </h2>
      <p class="muted">E-mail and texts that would have been sent. Here only, in development.</p>
    </li>
  )
}

function DemoHints({ origin }: { origin: string }) {
  return (
    <section class="stack" aria-labelledby="demo-title">
      <h2 id="demo-title">You are looking at a development copy</h2>
      <p>
        <code>npm start</code> printed a card: the demo website to open, and an admin key. Fill in the form on that
        website, and the same terminal tells line by line who got the lead and why. Then ask for it here:
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre tabIndex={0}>
        <code>{`curl ${origin}/v1/leads -H 'Authorization: Bearer bt_test_…'`}</code>
      </pre>
      <p class="muted">
        <code>npm run reset</code> starts over with a fresh demo broker.
      </p>
    </section>
  )
}
