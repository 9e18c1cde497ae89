import { createServer, type RequestListener, type Server } from 'node:http'
import { connect } from 'node:net'

export interface Listening {
  port: number
  close(): Promise<void>
}

export interface PortRange {
  first: number
  /** How many ports to try, `first` included. */
  count: number
}

export const portsOf = ({ first, count }: PortRange): number[] => Array.from({ length: count }, (_, i) => first + i)

/** The first of these ports that is free; null when none is. */
export async function choosePort(range: PortRange, isFree: (port: number) => Promise<boolean>): Promise<number | null> {
  for (const port of portsOf(range)) if (await isFree(port)) return port
  return null
}

/** Whether nobody else answers there: neither as 127.0.0.1 nor as ::1, since `localhost` may mean either. */
export async function isFree(port: number): Promise<boolean> {
  if (await answers(port)) return false
  const servers = await bind(port, () => {})
  if (servers === null) return false
  await closeAll(servers)
  return true
}

/** Serves on the first free port of a range, for this machine only; null when all are taken. */
export async function listenLocally(range: PortRange, handle: RequestListener): Promise<Listening | null> {
  for (const port of portsOf(range)) {
    if (await answers(port)) continue
    const servers = await bind(port, handle)
    if (servers !== null) return { port, close: () => closeAll(servers) }
  }
  return null
}

/** Some systems let a port be bound that another program has bound for all addresses; it would answer, though. */
const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: 500 })
    const end = (answered: boolean) => {
      socket.destroy()
      resolve(answered)
    }
    socket.on('connect', () => end(true))
    socket.on('error', () => end(false))
    socket.on('timeout', () => end(false))
  })

/** A server on 127.0.0.1 and, where the machine has it, one on ::1; null when either is taken. */
async function bind(port: number, handle: RequestListener): Promise<Server[] | null> {
  const four = await listen(port, '127.0.0.1', handle)
  if (typeof four === 'string') return null
  const six = await listen(port, '::1', handle)
  if (typeof six !== 'string') return [four, six]
  if (six !== 'EADDRINUSE') return [four]
  await closeAll([four])
  return null
}

const listen = (port: number, host: string, handle: RequestListener): Promise<Server | string> =>
  new Promise((resolve) => {
    const server = createServer(handle)
    server.once('error', ({ code = '' }: NodeJS.ErrnoException) => resolve(code))
    server.listen({ port, host }, () => resolve(server))
  })

const closeAll = async (servers: Server[]): Promise<void> => {
  await Promise.all(
    servers.map(
      (server) =>
        new Promise<void>((resolve) => {
          server.close(() => resolve())
          server.closeAllConnections()
        }),
    ),
  )
}
