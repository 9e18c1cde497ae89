import { tokenHeader } from '../../contract/form.ts'
import type { Submission } from '../../contract/submission.ts'

const firstWaitMs = 1000
const longestWaitMs = 60_000
const timeoutMs = 20_000

/**
 * Sends a form and keeps at it, always under the same id: whatever became of an attempt whose answer was lost, there
 * will be one lead. It tries again when the network is back, when `again` is called, and after 1, 2, 4 … 60 seconds.
 * True when the lead is on record; false when the Worker wants to say something, which its own page does best.
 */
export async function submit(submission: Submission, onWait: (again: () => void) => void): Promise<boolean> {
  for (let waitMs = firstWaitMs; ; waitMs = Math.min(waitMs * 2, longestWaitMs)) {
    const taken = await attempt(submission).catch(() => undefined)
    if (taken !== undefined) return taken
    await new Promise<unknown>((resolve) => {
      setTimeout(resolve, waitMs)
      addEventListener('online', resolve, { once: true })
      onWait(() => resolve(0))
    })
  }
}

/**
 * Undefined when it is worth another attempt. Only 201 is "on record": a café's log-in page answers 200. A token that
 * has run out is renewed on the way, which nobody has to know.
 */
async function attempt(submission: Submission, mayRenew = true): Promise<boolean | undefined> {
  const { status, headers } = await fetch(`${location.pathname}/leads`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(submission),
    signal: AbortSignal.timeout(timeoutMs),
  })
  const token = headers.get(tokenHeader)
  if (token && mayRenew) return attempt({ ...submission, token }, false)
  if (/^4(?!08|29)/.test(`${status}`)) return false
  return status === 201 || undefined
}
