import { readFileSync } from 'node:fs'
import { answers } from './answers.ts'
import { dialects } from './dialects.ts'
import type { Received } from './receive.ts'
import type { Message } from './webhooks.ts'

const style = readFileSync(new URL('../../examples/demo/buyer.css', import.meta.url), 'utf8')

export interface BuyerPage {
  received: readonly Received[]
  messages: readonly Message[]
  origin: string
  /** What /newest.json says as long as nothing more has come. */
  newest: string
}

/** What the partners' servers received, newest first, what the broker's webhook heard, and how to play something else. */
export const buyerPage = ({ received, messages, origin, newest }: BuyerPage): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<link rel="icon" href="data:,">
<title>${received.length} leads · Demo buyers</title>
<style>${style}</style>
</head>
<body>
<header>
<h1>Demo buyers</h1>
<p>This page stands for the servers of all partners that take their leads over the internet, each in its own format.
Newest first. What partners get by e-mail is in the mailbox.</p>
</header>
<main>
${received.length === 0 ? '<p class="empty">Nothing yet. Send the form on the demo website.</p>' : received.map(card).join('')}
<section class="switches" aria-labelledby="webhook">
<h2 id="webhook">The broker’s webhook</h2>
<p>The broker’s own system would listen here. Each message was signed, and its signature was checked.</p>
${messages.length === 0 ? '<p class="said">Nothing yet.</p>' : messages.slice(0, 20).map(messageRow).join('')}
</section>
<section class="switches" aria-labelledby="switches">
<h2 id="switches">Play something else</h2>
<p>The first word of a partner’s address says what its server answers. Change it with
<code>PATCH /v1/partners/{partnerId}</code> and send the form again.</p>
<dl>${Object.entries(answers)
  .map(([name, { title }]) => row(`<code>${origin}/${name}/{partner}</code>`, title))
  .join('')}</dl>
</section>
</main>
<script>
const shown = ${JSON.stringify(newest)}
setInterval(async () => {
  const now = await fetch('/newest.json').then((response) => response.json(), () => null)
  if (now !== null && now !== shown && document.visibilityState === 'visible') location.reload()
}, 2000)
</script>
</body>
</html>
`

function card({ at, partner, answer, dialect = 'json', test, id, reference, lead, raw }: Received): string {
  const { fields = lead, type } = lead as { fields?: Record<string, unknown>; type?: { name?: string } }
  const said = answer === 'accept' ? `accepted as ${id}` : `answered “${answer}”`
  const how = [dialects[dialect].title, ...(test ? ['a test lead'] : [])].join(', ')
  return `<article>
<h2>${escaped(type?.name ?? String(lead.type ?? lead._type ?? 'Lead'))} <small>${escaped(partner)} · ${escaped(how)}</small></h2>
<p class="said ${answer}"><time datetime="${at}">${at.slice(11, 19)} UTC</time> · ${escaped(said)}</p>
<dl>${Object.entries(fields)
    .map(([name, value]) => row(escaped(name), escaped(shown(value))))
    .join('')}</dl>
<details><summary>As it came</summary><pre>${escaped(pretty(lead, raw))}</pre></details>
<p class="reference">${escaped(reference)}</p>
</article>
`
}

const messageRow = ({ at, type, data, id }: Message): string => `<details>
<summary><time datetime="${escaped(at)}">${escaped(at.slice(11, 19))} UTC</time> · <code>${escaped(type)}</code></summary>
<pre>${escaped(JSON.stringify(data, null, 2))}</pre><p class="reference">${escaped(id)}</p>
</details>`

/** JSON is laid out for people; anything else is shown as it came. */
const pretty = (lead: Record<string, unknown>, raw: string | undefined): string =>
  raw === undefined || raw.startsWith('{') ? JSON.stringify(lead, null, 2) : raw

const row = (term: string, description: string): string => `<div><dt>${term}</dt><dd>${description}</dd></div>`

const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
