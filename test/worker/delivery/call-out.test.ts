import { env } from 'cloudflare:test'
import { describe, expect, inject, it } from 'vitest'
import type { Env } from '../../../worker/env.ts'
import { addressProblem } from '../../../worker/outside/address.ts'
import { answerLimitBytes, type Call, callOut } from '../../../worker/outside/http.ts'
import { insideSpellings } from '../../fixtures/inside-addresses.ts'

const outside = inject('outside')
const testEnv = env as unknown as Env

const post = (path: string, more: Partial<Call> = {}) =>
  callOut(testEnv, { url: `${outside.http}${path}`, method: 'POST', headers: {}, body: '{"lead":1}', ...more })

const seenAt = async (path: string): Promise<{ headers: Record<string, string>; body: string }[]> =>
  (await fetch(`${outside.http}/_seen?path=${path}`)).json()

describe('calling out promises that', () => {
  it('an answer comes back whole: status, headers in lower case, body', async () => {
    const result = await post('/answer?status=201&header=X-Thing:7&body=fine')
    expect(result).toMatchObject({ kind: 'answer', status: 201, body: 'fine', truncated: false, arrived: true })
    expect(result.kind === 'answer' && result.headers['x-thing']).toBe('7')
  })

  it('the body and the headers arrive as they were given', async () => {
    await post('/as-given', { body: '{"ä":"€"}', headers: { 'x-baton-reference': 'ref_1' } })
    const [request] = await seenAt('/as-given')
    expect(request).toMatchObject({
      body: '{"ä":"€"}',
      headers: { 'x-baton-reference': 'ref_1', 'content-length': '12' },
    })
  })

  it('a redirect is an answer and is not followed', async () => {
    expect(await post('/redirect')).toMatchObject({ kind: 'answer', status: 302 })
    expect(await seenAt('/redirected')).toEqual([])
  })

  it('no more than 64 KB of an answer without end are read', async () => {
    const result = await post('/huge')
    expect(result).toMatchObject({ kind: 'answer', status: 200, truncated: true })
    expect(result.kind === 'answer' && result.body.length).toBe(answerLimitBytes)
  })

  it('an empty answer is an empty text', async () => {
    expect(await post('/answer?status=204')).toMatchObject({ kind: 'answer', status: 204, body: '', truncated: false })
  })
})

describe('calling out promises that what may have arrived is unknown:', () => {
  it.each([
    ['a server that never answers', '/silent', 'The server did not answer in time.'],
    ['a connection that is reset after the request', '/reset', 'The connection was lost before an answer came.'],
    ['an answer that is not HTTP', '/garbage', 'The connection was lost before an answer came.'],
    ['an answer that breaks off', '/half', 'The answer broke off after its status 200.'],
    ['an answer that drips for ever', '/drip', 'The answer broke off after its status 200.'],
  ])('%s', async (_what, path, because) => {
    expect(await post(path, { timeoutMs: 500 })).toMatchObject({ kind: 'unknown', because })
  })

  it('and the time is up when it says so', async () => {
    const startedAt = Date.now()
    const result = await post('/silent', { timeoutMs: 300 })
    expect(Date.now() - startedAt).toBeLessThan(2000)
    expect(result.tookMs).toBeGreaterThanOrEqual(290)
  })
})

describe('calling out promises that what certainly did not arrive is unreached:', () => {
  it('a port that refuses', async () => {
    const result = await callOut(testEnv, { url: outside.refused, method: 'POST', headers: {}, body: '{}' })
    expect(result).toMatchObject({ kind: 'unreached', because: 'The server does not accept connections.' })
  })

  it.each([
    ['a private address', 'https://10.0.0.1/'],
    ['a cloud’s metadata', 'http://169.254.169.254/latest/meta-data'],
    ['plain http', 'http://example.com/'],
    ['a password in the address', 'https://user:secret@example.com/'],
  ])('%s, without a call', async (_what, url) => {
    const result = await callOut(testEnv, { url, method: 'POST', headers: {}, body: '{}' })
    expect(result).toMatchObject({ kind: 'unreached', tookMs: 0 })
    expect(JSON.stringify(result)).not.toContain('secret')
  })

  it('every spelling of a private address, as this runtime parses it', () => {
    for (const [url, problem] of insideSpellings) expect(addressProblem(url, { development: false }), url).toBe(problem)
  })

  it('this machine, outside of development', async () => {
    const result = await callOut({ ENVIRONMENT: 'production' }, { url: outside.http, method: 'POST', headers: {} })
    expect(result.kind).toBe('unreached')
  })

  it.each([521, 522, 523, 525, 526, 530])('what Cloudflare’s edge says with %i', async (status) => {
    expect(await post(`/answer?status=${status}&body=error+code:+${status}`)).toMatchObject({ kind: 'unreached' })
  })
})

describe('calling out promises that a status of 52x', () => {
  it('is the partner’s own answer when the edge did not sign it', async () => {
    expect(await post('/answer?status=521&body=sorry')).toMatchObject({ kind: 'answer', status: 521 })
  })

  it.each([520, 524])('leaves it unknown when the edge had sent the request on (%i)', async (status) => {
    expect(await post(`/answer?status=${status}&header=server:cloudflare&header=cf-ray:1`)).toMatchObject({
      kind: 'unknown',
    })
  })
})
