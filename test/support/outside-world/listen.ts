import type { AddressInfo, Server, Socket } from 'node:net'

export type Stop = () => Promise<void>

/** Listens on a free port of 127.0.0.1; `stop` also ends what is still open. */
export async function listen(server: Server): Promise<{ port: number; stop: Stop }> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      for (const socket of sockets) socket.destroy()
    })
  return { port: (server.address() as AddressInfo).port, stop }
}
