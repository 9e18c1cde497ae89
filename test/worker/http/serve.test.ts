import { beforeEach, describe, expect, it } from 'vitest'
import { client } from '../../support/client.ts'
import { probeFetch } from '../../support/probe-app.ts'
import { seedAdminKey } from '../../support/seed-access.ts'

describe('serve', () => {
  let api: ReturnType<typeof client>
  beforeEach(async () => {
    api = client({ key: await seedAdminKey(), fetch: probeFetch() })
  })

  it('promises the declared status and answer', async () => {
    const { status, body } = await api.post('/v1/probes', { name: 'one' })
    expect(status).toBe(201)
    expect(body).toMatchObject({ name: 'one', size: 0 })
  })

  it('promises params as their schema reads them, and who acts', async () => {
    const { status, body } = await api.get('/v1/probes/prb_12?limit=3')
    expect(status).toBe(200)
    expect(body).toEqual({ id: 12, by: 'key_1' })
  })

  it('promises HEAD the headers of GET and no body', async () => {
    const { status, body } = await api.call('HEAD', '/v1/probes/prb_12')
    expect([status, body]).toEqual([200, ''])
  })

  it('promises every answer a request id and headers that keep browsers away', async () => {
    for (const path of ['/v1/probes/prb_1', '/v1/nothing']) {
      const { headers } = await api.get(path)
      expect(headers.get('Request-Id')).toMatch(/^[0-9a-f-]{36}$/)
      expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
      expect(headers.get('Referrer-Policy')).toBe('strict-origin-when-cross-origin')
      expect(headers.get('Content-Security-Policy')).toBe("default-src 'none'; frame-ancestors 'none'")
      expect(headers.get('Strict-Transport-Security')).toContain('max-age')
      expect(headers.get('Cache-Control')).toBe('no-store')
      expect(headers.get('Access-Control-Allow-Origin')).toBeNull()
    }
  })

  it.each(['/v1/nothing', '/v1', '/v1/probes/prb_1/more', '/v1/probes/%00', '/v1/probes/%E0%A4%A', '/V1/probes'])(
    'promises a 404 problem at the unknown address %s',
    async (path) => {
      const { status, body, headers } = await api.get(path)
      expect(status).toBe(404)
      expect(headers.get('Content-Type')).toBe('application/problem+json')
      expect(['NOT_FOUND', 'INVALID_ID']).toContain(body.code)
    },
  )

  it.each([
    ['PUT', '/v1/probes', 'POST'],
    ['OPTIONS', '/v1/probes', 'POST'],
    ['POST', '/v1/probes/prb_1', 'GET, HEAD, DELETE'],
    ['PURGE', '/v1/probes/prb_1', 'GET, HEAD, DELETE'],
  ])('promises a 405 problem to %s %s that says what would do', async (method, path, allowed) => {
    const { status, body, headers } = await api.call(method, path)
    expect([status, body.code]).toEqual([405, 'METHOD_NOT_ALLOWED'])
    expect(headers.get('Allow')).toBe(allowed)
  })

  it('promises a problem document that says where it is explained', async () => {
    const { body, headers } = await api.post('/v1/breakdowns', { how: 'problem' })
    expect(body).toEqual({
      type: 'https://baton.example.com/docs#problem-NO_CREDIT',
      title: 'The balance and credit limit do not cover this.',
      status: 409,
      code: 'NO_CREDIT',
      detail: 'It is 5 short.',
      requestId: headers.get('Request-Id'),
    })
  })
})
