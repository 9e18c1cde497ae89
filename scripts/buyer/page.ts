import { readFileSync } from 'node:fs'
import { answers } from './answers.ts'
import type { Received } from './receive.ts'

const style = readFileSync(new URL('../../examples/demo/buyer.css', import.meta.url), 'utf8')

/** What the partners' servers received, newest first, and how to make one of them answer something else. */
export const buyerPage = (received: readonly Received[], origin: string): string => `<!doctype html>
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
<p>This page stands for the servers of all partners that take their leads by JSON. Newest first.</p>
</header>
<main>
${received.length === 0 ? '<p class="empty">Nothing yet. Send the form on the demo website.</p>' : received.map(card).join('')}
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
const shown = ${JSON.stringify(received[0]?.at ?? null)}
setInterval(async () => {
  const all = await fetch('/received.json').then((response) => response.json(), () => null)
  if (all && (all[0]?.at ?? null) !== shown && document.visibilityState === 'visible') location.reload()
}, 2000)
</script>
</body>
</html>
`

function card({ at, partner, answer, id, reference, lead }: Received): string {
  const { fields = {}, type } = lead as { fields?: Record<string, unknown>; type?: { name?: string } }
  const said = answer === 'accept' ? `accepted as ${id}` : `answered “${answer}”`
  return `<article>
<h2>${escaped(type?.name ?? 'Lead')} <small>${escaped(partner)}</small></h2>
<p class="said ${answer}"><time datetime="${at}">${at.slice(11, 19)} UTC</time> · ${escaped(said)}</p>
<dl>${Object.entries(fields)
    .map(([name, value]) => row(escaped(name), escaped(shown(value))))
    .join('')}</dl>
<details><summary>As it came</summary><pre>${escaped(JSON.stringify(lead, null, 2))}</pre></details>
<p class="reference">${escaped(reference)}</p>
</article>
`
}

const row = (term: string, description: string): string => `<div><dt>${term}</dt><dd>${description}</dd></div>`

const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
