import { Code } from './code.tsx'
import { jsonText } from './json-text.ts'

/** What holds for every route, told once. */
export function Guide({ origin }: { origin: string }) {
  return (
    <section id="start" aria-labelledby="start-title">
      <div class="about stack">
        <h1 id="start-title">API reference</h1>
        <p class="lead">
          Baton takes a sales lead from any website, finds the right partner, hands it over, and records why. Everything
          that it does can be done, and read back, here.
        </p>
        <p>
          JSON in UTF-8, over https. The same description for machines: <a href="/openapi.json">openapi.json</a>{' '}
          (OpenAPI 3.1).
        </p>
      </div>
      <Topic
        id="keys"
        title="Keys"
        label="A request"
        sample={`curl ${origin}/v1/partners \\\n  -H 'Authorization: Bearer bt_live_…'`}
      >
        <p>
          Send a key as <code>Authorization: Bearer</code>. An <strong>admin key</strong> runs the broker. A{' '}
          <strong>partner key</strong> sees and acts for one partner; whatever belongs to others is not there for it. A{' '}
          <strong>form key</strong> (<code>pk_…</code>) may be published: it reads one form and hands leads in, from the
          websites that it names.
        </p>
      </Topic>
      <Topic id="people" title="People" label="Signing in" sample={signingIn(origin)}>
        <p>
          Programs use keys. People sign in with a code from an e-mail, at <a href="/sign-in">/sign-in</a> or by the
          API, which gives them a token to send as <code>Authorization: Bearer</code>. Where the broker allows it,
          companies that want to buy leads sign up by themselves at <a href="/signup">/signup</a>.
        </p>
      </Topic>
      <Topic id="money" title="Money" label="A line of a statement" sample={jsonText(statementLine)}>
        <p>
          The price of a lead is <strong>held</strong> when it is referred, <strong>charged</strong> at its billing
          points (<code>accepted</code>, <code>qualified</code>, <code>converted</code>), and <strong>released</strong>{' '}
          when nothing comes of it. Every line of a statement carries the balance after it, and{' '}
          <code>GET /v1/ledger/verify</code> checks the books. Months that are over are signed, and can be checked
          without us: <a href="/.well-known/baton-statement-keys.json">the public keys</a>.
        </p>
      </Topic>
      <Topic id="webhooks" title="Hearing of things" label="A message" sample={jsonText(message)}>
        <p>
          A webhook is told what it asks for, signed after Standard Webhooks 1.0 with the secret that it was given once.
          A message may come more than once and in any order; its <code>webhook-id</code> stays the same.
        </p>
      </Topic>
      <Topic id="conventions" title="Values" label="Money and instants" sample={jsonText(values)}>
        <p>
          Money is an integer of minor units with its currency: 1250 GBP is £12.50. Instants are ISO 8601 in UTC. What
          you set up has short ids (<code>ptn_12</code>); what happens has ids that sort by time (<code>lead_…</code>).
          Unknown keys are refused, so that a typing error cannot be mistaken for a setting.
        </p>
        <p>
          Lists come in pages: <code>limit</code> (50, at most 200) and <code>cursor</code>, which takes the{' '}
          <code>nextCursor</code> of the page before. It is <code>null</code> on the last page.
        </p>
      </Topic>
      <Topic id="repeating" title="Repeating safely" label="The same request, once more" sample={repeated}>
        <p>
          Put an <code>Idempotency-Key</code> of your own on any write. The same request under the same key is done
          once; its answer comes again for 24 hours, marked <code>Idempotent-Replay: true</code>. The same key on
          another request is <a href="#problem-IDEMPOTENCY_MISMATCH">IDEMPOTENCY_MISMATCH</a>. An answer is stored
          together with what it reports, so there is no moment at which one exists without the other.
        </p>
      </Topic>
      <Topic id="dry-runs" title="Dry runs" label="An answer" sample={jsonText(dryRun)}>
        <p>
          Add <code>?dryRun=true</code> to any write. It goes the same way to the end, then nothing is kept. The answer,
          always 200 with <code>Dry-Run: true</code>, says what would have been answered and recorded.
        </p>
      </Topic>
      <Topic id="errors" title="When something is wrong" label="A problem" sample={jsonText(problem(origin))}>
        <p>
          Every refusal is <code>application/problem+json</code>. <code>code</code> is stable; <code>errors</code> names
          every bad field at once, with a JSON pointer into the body or the name of a parameter. Every answer has a{' '}
          <code>Request-Id</code>: give it to whoever helps you.
        </p>
      </Topic>
    </section>
  )
}

function Topic({
  id,
  title,
  label,
  sample,
  children,
}: {
  id: string
  title: string
  label: string
  sample: string
  children: preact.ComponentChildren
}) {
  return (
    <article class="endpoint" id={id} aria-labelledby={`${id}-title`}>
      <div class="about stack">
        <h2 id={`${id}-title`}>
          <a class="anchor" href={`#${id}`}>
            {title}
          </a>
        </h2>
        {children}
      </div>
      <div class="samples">
        <Code label={label} text={sample} />
      </div>
    </article>
  )
}

const values = {
  id: 'ptn_12',
  creditLimit: { amount: 1250, currency: 'GBP' },
  pausedUntil: '2026-03-29T01:30:00.000Z',
}

const signingIn = (origin: string): string => `curl ${origin}/v1/sign-in/codes \\
  -H 'Content-Type: application/json' \\
  -d '{"email":"alex@example.com"}'`

const statementLine = {
  n: 3,
  kind: 'settle',
  words: 'Charged for lead lead_… (Solar panels), as it was accepted',
  amount: { amount: 5800, currency: 'GBP' },
  balance: { amount: 54200, currency: 'GBP' },
  held: { amount: 0, currency: 'GBP' },
}

const message = {
  type: 'balance.low',
  timestamp: '2026-03-29T01:30:00.000Z',
  data: {
    version: 1,
    cause: 'ptn_4/statement/87',
    balance: { amount: 4000, currency: 'GBP' },
    threshold: { amount: 5000, currency: 'GBP' },
    partner: { id: 'ptn_4', name: 'Example' },
  },
}

const repeated = `Idempotency-Key: order-2026-0042

HTTP/1.1 201 Created
Idempotent-Replay: true`

const dryRun = {
  dryRun: true,
  status: 201,
  body: { id: 'ptn_13', name: 'Example' },
  effects: [{ id: 'ptn_13', version: 1, event: 'partner.created' }],
}

const problem = (origin: string) => ({
  type: `${origin}/docs#problem-INVALID_BODY`,
  title: 'Some fields need mending.',
  status: 422,
  code: 'INVALID_BODY',
  errors: [{ pointer: '/contactEmail', code: 'INVALID', message: 'Expected an e-mail address.' }],
  requestId: '0b9f…',
})
