import { isHealthy } from './worker.ts'

const everyMs = 5000
/** Failed looks in a row. A rebuild takes a moment; half a minute of silence is no rebuild. */
const patience = 5

/**
 * Calls `lost` once when the Worker stops answering: wrangler may live on after its runtime has crashed and let every
 * request wait for ever. Gives what stops the watching.
 */
export function watchWorker(origin: string, lost: () => void): () => void {
  let failures = 0
  let timer: NodeJS.Timeout
  let stopped = false
  const look = async () => {
    failures = (await isHealthy(origin)) ? 0 : failures + 1
    if (stopped) return
    if (failures >= patience) return lost()
    timer = setTimeout(look, everyMs)
  }
  timer = setTimeout(look, everyMs)
  return () => {
    stopped = true
    clearTimeout(timer)
  }
}
