import { describe, expect, it } from 'vitest'
import { hourMs } from '../../../contract/time.ts'
import { callerAddress } from '../../../worker/http/caller-address.ts'
import { commitOrThrow } from '../../../worker/operations/commit-or-throw.ts'
import { throttle } from '../../../worker/operations/throttle.ts'
import { testCtx } from '../../support/ctx.ts'
import { db } from '../../support/seed-access.ts'

const start = Date.UTC(2026, 5, 15, 12)
const limit = { what: 'test', most: 4, perMs: hourMs }

const attempt = async (now: number, who: string | null = 'somebody') => {
  const ctx = testCtx({ now })
  return commitOrThrow(ctx, { history: [], write: await throttle(ctx, limit, who) }).then(
    () => 'through',
    (error) => error.retryAfter as number,
  )
}

describe('a throttle promises that', () => {
  it('so many get through at once, and the next is told to the second when', async () => {
    for (let n = 0; n < 4; n += 1) expect(await attempt(start)).toBe('through')
    expect(await attempt(start)).toBe(hourMs / 4 / 1000)
    expect(await attempt(start + hourMs / 4 - 1)).toBe(1)
    expect(await attempt(start + hourMs / 4)).toBe('through')
    expect(await attempt(start + hourMs / 4)).not.toBe('through')
  })

  it('many at the same time are let through no oftener', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => attempt(start)))
    expect(all.filter((it) => it === 'through')).toHaveLength(4)
  })

  it('after an hour of rest everything is there again', async () => {
    for (let n = 0; n < 4; n += 1) await attempt(start)
    for (let n = 0; n < 4; n += 1) expect(await attempt(start + hourMs)).toBe('through')
    expect(await attempt(start + hourMs)).not.toBe('through')
  })

  it('one person does not use up what is another’s, and spelling makes nobody another', async () => {
    for (let n = 0; n < 4; n += 1) await attempt(start, 'Robin@Example.com')
    expect(await attempt(start, 'robin@example.com')).not.toBe('through')
    expect(await attempt(start, 'kim@example.com')).toBe('through')
  })

  it('it keeps one row for each, writes nothing when it refuses, and names nobody', async () => {
    for (let n = 0; n < 4; n += 1) await attempt(start, 'robin@example.com')
    const before = await db().prepare('SELECT * FROM throttles').all()
    for (let n = 0; n < 10; n += 1) await attempt(start, 'robin@example.com')
    const after = await db().prepare('SELECT * FROM throttles').all()
    expect(after.results).toEqual(before.results)
    expect(after.results).toHaveLength(1)
    expect(JSON.stringify(after.results)).not.toContain('robin')
  })

  it('where nobody says who asks there is no limit', async () => {
    for (let n = 0; n < 10; n += 1) expect(await attempt(start, null)).toBe('through')
  })
})

describe('who is asking', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['2001:db8::7', '2001:db8:0:0'],
    ['2001:DB8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:0db8:0001:0002::1', '2001:db8:1:2'],
    ['::1', '0:0:0:0'],
    ['2001:db8:1:2::', '2001:db8:1:2'],
  ])('promises that %s is %s', (address, network) => {
    const request = new Request('https://baton.example.com', { headers: { 'CF-Connecting-IP': address } })
    expect(callerAddress(request)).toBe(network)
  })

  it('promises to be nobody where the network does not tell', () => {
    expect(callerAddress(new Request('https://baton.example.com'))).toBeNull()
  })
})
