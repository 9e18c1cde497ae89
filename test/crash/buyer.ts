import { createServer, type IncomingMessage } from 'node:http'
import { listen } from '../support/outside-world/listen.ts'

/** How a buyer's server behaves, one a path. Each is of one mind: the same reference always gets the same word. */
export const habits = ['quick', 'slow', 'flaky', 'choosy'] as const

export interface Buyer {
  url: string
  /** How often each reference was accepted: a crash may make a buyer hear the same one again. */
  accepted: Map<string, number>
  stop(): Promise<void>
}

/** Every buyer's server. It outlives the Worker, and remembers what it was told. */
export async function startBuyer(): Promise<Buyer> {
  const accepted: Buyer['accepted'] = new Map()
  const seen = new Set<string>()
  const server = createServer(async (request, response) => {
    const { reference } = JSON.parse(await bodyOf(request)) as { reference: string }
    const isFirst = !seen.has(reference)
    seen.add(reference)
    const habit = request.url?.slice(1)
    if (habit === 'slow') await new Promise((resolve) => setTimeout(resolve, 150 + (number(reference) % 5) * 150))
    if (habit === 'flaky' && isFirst && number(reference) % 3 === 0) return void response.writeHead(503).end()
    const word = habit === 'choosy' && number(reference) % 4 === 0 ? 'rejected' : 'accepted'
    // Remembered before it is said: whether the answer arrives is the Worker's concern.
    if (word === 'accepted') accepted.set(reference, (accepted.get(reference) ?? 0) + 1)
    response.end(JSON.stringify({ status: word, id: `A-${number(reference)}` }))
  })
  const { port, stop } = await listen(server)
  return { url: `http://127.0.0.1:${port}`, accepted, stop }
}

/** A number that is a reference's own, and always the same. */
const number = (reference: string): number =>
  [...reference].reduce((hash, character) => (Math.imul(hash, 31) + character.charCodeAt(0)) >>> 0, 7)

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}
