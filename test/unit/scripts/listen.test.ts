import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { choosePort, isFree, listenLocally } from '../../../scripts/demo/listen.ts'

const taken = (...ports: number[]) => {
  const all = new Set(ports)
  return async (port: number) => !all.has(port)
}

describe('choosing a port', () => {
  it.each([
    { busy: [], chosen: 8787 },
    { busy: [8787], chosen: 8788 },
    { busy: [8787, 8788], chosen: 8789 },
    { busy: [8787, 8788, 8789], chosen: null },
  ])('promises $chosen when $busy are taken', async ({ busy, chosen }) => {
    expect(await choosePort({ first: 8787, count: 3 }, taken(...busy))).toBe(chosen)
  })

  it.each(['127.0.0.1', '0.0.0.0'])(
    'promises that a port which another program has on %s is not free',
    async (host) => {
      const other = createServer()
      await new Promise<void>((resolve) => other.listen(0, host, resolve))
      const { port } = other.address() as AddressInfo
      expect(await isFree(port)).toBe(false)
      await new Promise((resolve) => other.close(resolve))
      expect(await isFree(port)).toBe(true)
    },
  )

  it('promises that two servers of one range do not meet, and that a stopped one makes room', async () => {
    const range = { first: 47_310, count: 20 }
    const first = await listenLocally(range, (_, response) => response.end('first'))
    const second = await listenLocally(range, (_, response) => response.end('second'))
    expect(second!.port).not.toBe(first!.port)
    const answer = await fetch(`http://localhost:${second!.port}`)
    expect(await answer.text()).toBe('second')
    await Promise.all([first!.close(), second!.close()])
    expect(await isFree(first!.port)).toBe(true)
  })
})
