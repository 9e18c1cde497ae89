import type { TestProject } from 'vitest/node'
import { startHttpServer } from './outside-world/http-server.ts'
import { startSmtpServers } from './outside-world/smtp-servers.ts'

/** Where the servers of the outside listen, for tests inside workerd: `inject('outside')`. */
export interface OutsideWorld {
  /** http://127.0.0.1:port */
  http: string
  /** An address at which nothing listens. */
  refused: string
  smtp: { takes: string; wantsSignIn: string; drops: string; turnsAway: string; silent: string }
}

declare module 'vitest' {
  interface ProvidedContext {
    outside: OutsideWorld
  }
}

/** Starts real servers beside the Workers runtime, since no server can listen inside it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const http = await startHttpServer()
  const smtp = await startSmtpServers(http.mails)
  project.provide('outside', { http: http.url, refused: 'http://127.0.0.1:1', smtp: smtp.urls })
  return async () => {
    await Promise.all([http.stop(), smtp.stop()])
  }
}
