import type { SentEvent } from './books.ts'

const tickMs = 1000
/** PayPal tries for three days; a demo gives up sooner. */
const mostTries = 5

/**
 * Sends every event to the webhook, in order, a moment after it happened: so that the page that the payer comes back to
 * may be first, as in life. Gives what stops it.
 */
export function startSending(webhookUrl: string, events: () => readonly SentEvent[]): () => void {
  let next = 0
  let tries = 0
  let timer: NodeJS.Timeout
  let stopped = false
  const tick = async () => {
    for (let event = events()[next]; event !== undefined; event = events()[next]) {
      tries += 1
      const sent = await post(webhookUrl, event)
      if (!sent && tries < mostTries) break
      next += 1
      tries = 0
    }
    if (!stopped) timer = setTimeout(tick, tickMs)
  }
  timer = setTimeout(tick, tickMs)
  return () => {
    stopped = true
    clearTimeout(timer)
  }
}

const post = (url: string, { headers, body }: SentEvent): Promise<boolean> =>
  fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(10_000) }).then(
    ({ ok }) => ok,
    () => false,
  )
