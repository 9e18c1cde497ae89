/** What Cloudflare does in production: calls the Worker's scheduled handler every minute. Gives what stops it. */
export function startCron(worker: string, everyMs = 60_000): () => void {
  const sweep = () =>
    // A sweep that fails is no loss: the next one takes what is due, and the Worker logs its own faults.
    fetch(`${worker}/cdn-cgi/local/scheduled?cron=*+*+*+*+*`, { signal: AbortSignal.timeout(everyMs) }).catch(() => {})
  void sweep()
  const timer = setInterval(sweep, everyMs)
  return () => clearInterval(timer)
}
