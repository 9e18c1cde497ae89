import { signalGroup } from './child.ts'
import { forgetState, readState, writeState } from './state.ts'
import { isHealthy } from './worker.ts'

/** What runs from this folder, as it wrote down when it started. */
export interface Running {
  pid: number
  /** First process of the Worker's group. */
  workerPid: number
  worker: string
  /** The demo website, which answers /.baton with `token`. */
  site: string
  token: string
  /** What incoming texts are signed with, as Twilio signs them with an account's token. */
  textToken: string
}

/** Whether Baton runs from this folder: then two of them would work on one database. */
export async function findRunning(): Promise<Running | null> {
  const running = readState<Running | null>('running', null)
  if (running === null || !isAlive(running.pid)) return null
  return (await proves(running)) ? running : null
}

/**
 * Ends a Worker whose `npm start` was killed and could not do it. Only a process that still answers as Baton at the
 * address that was written down is meant: process ids are used again.
 */
export async function endLeftover(): Promise<boolean> {
  const running = readState<Running | null>('running', null)
  if (running === null || (await findRunning()) !== null) return false
  if (!isAlive(running.workerPid) || !(await isHealthy(running.worker))) return false
  signalGroup(running.workerPid, 'SIGTERM')
  if (!(await isGone(running.workerPid))) signalGroup(running.workerPid, 'SIGKILL')
  await isGone(running.workerPid)
  return true
}

export const noteRunning = (running: Running): void => writeState('running', running)

export const forgetRunning = (): void => forgetState('running')

/** Waits until a process has ended, and its ports with it; false when it takes more than five seconds. */
async function isGone(pid: number): Promise<boolean> {
  for (let i = 0; i < 50 && isAlive(pid); i += 1) await new Promise((done) => setTimeout(done, 100))
  return !isAlive(pid)
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** An id alone may be somebody else's by now: the website must answer too. */
const proves = ({ site, token }: Running): Promise<boolean> =>
  fetch(`${site}/.baton`, { signal: AbortSignal.timeout(2000) }).then(
    async (response) => (await response.text()) === token,
    () => false,
  )
