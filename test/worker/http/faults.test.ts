import { afterEach, describe, expect, it, vi } from 'vitest'
import { client } from '../../support/client.ts'
import { probeFetch } from '../../support/probe-app.ts'

describe('a fault of our own', () => {
  afterEach(() => {
    vi.restoreAllMocks()
  })

  it('promises an answer that tells nothing, and one line of log under the same request id', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {})
    const { status, body, headers } = await client({ fetch: probeFetch() }).post('/v1/breakdowns', { how: 'fault' })
    expect([status, body.code, body.detail, body.errors]).toEqual([500, 'INTERNAL', undefined, undefined])
    expect(log).toHaveBeenCalledOnce()
    const line = JSON.parse(log.mock.calls[0]![0])
    expect(line).toMatchObject({
      event: 'request.failed',
      requestId: headers.get('Request-Id'),
      path: 'POST /v1/breakdowns',
      message: 'A row about …, …, …',
    })
    expect(JSON.stringify(line)).not.toMatch(/someone|secret|7946/)
    expect(line.stack[0]).toMatch(/^at /)
  })
})
