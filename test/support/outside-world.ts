import type { TestProject } from 'vitest/node'
import { type MailHabit, startHostileMail } from './outside-world/hostile-mail.ts'
import { startHostileServer } from './outside-world/hostile-server.ts'
import { startHttpServer } from './outside-world/http-server.ts'
import { startSmtpServers } from './outside-world/smtp-servers.ts'
import { startSoapServer } from './outside-world/soap-server.ts'
import { startTrap } from './outside-world/trap.ts'

/** Where the servers of the outside listen, for tests inside workerd: `inject('outside')`. */
export interface OutsideWorld {
  /** http://127.0.0.1:port */
  http: string
  /** A SOAP service, 1.1 at /1.1 and 1.2 at /1.2 (soap-server.ts). */
  soap: string
  /** An address at which nothing listens. */
  refused: string
  /** A server of bad habits, one a path (hostile-server.ts). */
  hostile: string
  /** Counts who comes: for addresses that must not be reached (trap.ts). One file of tests alone may use it. */
  trap: string
  /** A mail server for every bad habit (hostile-mail.ts). */
  hostileMail: Record<MailHabit, string>
  smtp: { takes: string; wantsSignIn: string; drops: string; turnsAway: string; silent: string }
}

declare module 'vitest' {
  interface ProvidedContext {
    outside: OutsideWorld
    /** How many histories with faults are played: `SEEDS=500 npm run simulate`; fewer in every run of the suite. */
    seeds: number
  }
}

/** Starts real servers beside the Workers runtime, since no server can listen inside it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const http = await startHttpServer()
  const smtp = await startSmtpServers(http.mails)
  const soap = await startSoapServer()
  const hostile = await startHostileServer()
  const hostileMail = await startHostileMail()
  const trap = await startTrap()
  project.provide('outside', {
    http: http.url,
    soap: soap.url,
    refused: 'http://127.0.0.1:1',
    hostile: hostile.url,
    trap: trap.url,
    hostileMail: hostileMail.urls,
    smtp: smtp.urls,
  })
  project.provide('seeds', Number(process.env.SEEDS ?? 60))
  return async () => {
    await Promise.all([http.stop(), smtp.stop(), soap.stop(), hostile.stop(), trap.stop(), hostileMail.stop()])
  }
}
