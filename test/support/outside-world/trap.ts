import { createServer } from 'node:net'
import { listen, type Stop } from './listen.ts'

/** A door at which nobody should ever be. It answers whoever comes with how many have come, that one included. */
export async function startTrap(): Promise<{ url: string; stop: Stop }> {
  let visitors = 0
  const server = createServer((socket) => {
    visitors++
    socket.once('data', () => {
      const body = String(visitors)
      socket.end(
        `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`,
      )
    })
  })
  const { port, stop } = await listen(server)
  return { url: `http://127.0.0.1:${port}`, stop }
}
