import { beforeEach, describe, expect, it } from 'vitest'
import { client } from '../../support/client.ts'
import { probeFetch, ran } from '../../support/probe-app.ts'
import { seedAdminKey } from '../../support/seed-access.ts'

const json = { 'Content-Type': 'application/json' }
const bytes = (...values: number[]) => new Uint8Array(values)
const endless = (size: number) =>
  new ReadableStream({
    pull(controller) {
      controller.enqueue(new Uint8Array(16 * 1024).fill(0x20))
      size -= 16 * 1024
      if (size <= 0) controller.close()
    },
  })

describe('a body', () => {
  let api: ReturnType<typeof client>
  beforeEach(async () => {
    ran.count = 0
    api = client({ key: await seedAdminKey(), fetch: probeFetch() })
  })

  it.each([
    ['no content type', '{"name":"x"}', { 'Content-Type': '' }],
    ['a form', 'name=x', { 'Content-Type': 'application/x-www-form-urlencoded' }],
    ['text', '{"name":"x"}', { 'Content-Type': 'text/plain' }],
    ['another charset', '{"name":"x"}', { 'Content-Type': 'application/json; charset=iso-8859-1' }],
    ['a content encoding', '{"name":"x"}', { ...json, 'Content-Encoding': 'gzip' }],
  ])('promises 415 to %s', async (_title, raw, headers) => {
    const { status, body } = await api.post('/v1/probes', undefined, { raw, headers })
    expect([status, body.code]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE'])
    expect(body.detail).toMatch(/^Send /)
  })

  it.each(['application/json', 'Application/JSON; charset=utf-8', 'application/json;charset="UTF-8"'])(
    'promises to read %s',
    async (type) => {
      const { status } = await api.post('/v1/probes', undefined, {
        raw: '{"name":"x"}',
        headers: { 'Content-Type': type },
      })
      expect(status).toBe(201)
    },
  )

  it.each([
    ['a body with its length', ' '.repeat(65 * 1024)],
    ['a chunked body', endless(10 * 1024 * 1024)],
  ])('promises 413 with the limit to %s, unread', async (_title, raw) => {
    const { status, body } = await api.post('/v1/probes', undefined, { raw, headers: json })
    expect([status, body.code]).toEqual([413, 'BODY_TOO_LARGE'])
    expect(body.detail).toBe('At most 65536 bytes (64 KB) are read here.')
  })

  it.each([
    ['nothing', '', 'The body is empty.'],
    ['blanks', ' \n ', 'The body is empty.'],
    ['text that ends too early', '{"name":"x"', /line 1, column 12|ends too early/],
    ['a trailing comma', '{"name":"x",}', /line 1, column 13/],
    ['a fault on a later line', '{\n  "name": x\n}', /line 2, column 11/],
    ['single quotes', "{'name':'x'}", /line 1, column 2/],
    ['NaN', '{"name":NaN}', /line 1/],
    ['two values', '{}{}', /line 1, column 3/],
    ['bytes that are no UTF-8', bytes(0x7b, 0x22, 0xff, 0x22, 0x7d), 'The body is not valid UTF-8.'],
    ['UTF-16', bytes(0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00), 'The body is not valid UTF-8.'],
    ['a surrogate in UTF-8', bytes(0x22, 0xed, 0xa0, 0x80, 0x22), 'The body is not valid UTF-8.'],
    ['deep nesting', `{"name":${'['.repeat(30_000)}${']'.repeat(30_000)}}`, 'It is nested more than 32 levels deep.'],
  ])('promises 400 to %s', async (_title, raw, detail) => {
    const { status, body } = await api.post('/v1/probes', undefined, { raw, headers: json })
    expect([status, body.code]).toEqual([400, 'INVALID_JSON'])
    expect(body.detail).toEqual(typeof detail === 'string' ? detail : expect.stringMatching(detail))
    expect(body.detail).not.toContain('name')
  })

  it.each([
    ['no object', '[]', [['', 'WRONG_TYPE']]],
    ['null', 'null', [['', 'WRONG_TYPE']]],
    [
      'a missing and a wrong field',
      '{"size":"1"}',
      [
        ['/name', 'REQUIRED'],
        ['/size', 'WRONG_TYPE'],
      ],
    ],
    [
      'unknown keys',
      '{"name":"x","a":1,"b":2}',
      [
        ['/a', 'UNKNOWN_KEY'],
        ['/b', 'UNKNOWN_KEY'],
      ],
    ],
    ['__proto__', '{"name":"x","__proto__":{"size":1}}', [['/__proto__', 'UNKNOWN_KEY']]],
    ['constructor', '{"name":"x","constructor":{"prototype":1}}', [['/constructor', 'UNKNOWN_KEY']]],
    ['a NUL', '{"name":"a\\u0000b"}', [['/name', 'INVALID']]],
    ['half a surrogate pair', '{"name":"\\ud800"}', [['/name', 'INVALID']]],
    ['a number past all numbers', '{"name":"x","size":1e999}', [['/size', 'INVALID']]],
    ['overlong text', JSON.stringify({ name: 'x'.repeat(60_000) }), [['/name', 'TOO_LONG']]],
  ])('promises 422 to %s, with a pointer to each', async (_title, raw, expected) => {
    const { status, body } = await api.post('/v1/probes', undefined, { raw, headers: json })
    expect([status, body.code]).toEqual([422, 'INVALID_BODY'])
    expect(body.errors.map((error: { pointer: string; code: string }) => [error.pointer, error.code])).toEqual(expected)
    expect(ran.count).toBe(0)
  })

  it('promises to say what is wrong with the query in the same breath', async () => {
    const { status, body } = await api.post('/v1/probes?dryRun=maybe&x=1', { name: 7 })
    expect([status, body.code]).toEqual([422, 'INVALID_BODY'])
    expect(body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['dryRun', 'x', '/name'])
  })

  it('promises to read a byte order mark over', async () => {
    const raw = new Uint8Array([0xef, 0xbb, 0xbf, ...new TextEncoder().encode('{"name":"x"}')])
    expect((await api.post('/v1/probes', undefined, { raw, headers: json })).status).toBe(201)
  })

  it.each([
    ['nothing', undefined, 200],
    ['an empty object', {}, 200],
    ['something', { name: 'x' }, 422],
  ])('promises a write without a declared body to take %s as it should', async (_title, sent, expected) => {
    expect((await api.delete('/v1/probes/prb_1', sent)).status).toBe(expected)
  })
})
