import { beforeEach, describe, expect, it } from 'vitest'
import { client } from '../../support/client.ts'
import { probeFetch } from '../../support/probe-app.ts'
import { seedAdminKey } from '../../support/seed-access.ts'

describe('params and query', () => {
  let api: ReturnType<typeof client>
  beforeEach(async () => {
    api = client({ key: await seedAdminKey(), fetch: probeFetch() })
  })

  it.each([
    ['an unknown parameter', '?x=1', [['x', 'UNKNOWN_KEY']]],
    [
      'all unknown parameters',
      '?x=1&y=2&limit=3',
      [
        ['x', 'UNKNOWN_KEY'],
        ['y', 'UNKNOWN_KEY'],
      ],
    ],
    ['a bad value', '?limit=many', [['limit', 'INVALID']]],
    ['a parameter given twice', '?limit=1&limit=2', [['limit', 'INVALID']]],
    ['dryRun on a read', '?dryRun=true', [['dryRun', 'UNKNOWN_KEY']]],
    ['__proto__', '?__proto__=1', [['__proto__', 'UNKNOWN_KEY']]],
    ['names of Object.prototype', '?toString=1', [['toString', 'UNKNOWN_KEY']]],
    ['a NUL', '?kind=%00', [['kind', 'INVALID']]],
    ['an empty name', '?=1', [['', 'UNKNOWN_KEY']]],
  ])('promises 422 to %s', async (_title, search, expected) => {
    const { status, body } = await api.get(`/v1/probes/prb_1${search}`)
    expect([status, body.code]).toEqual([422, 'INVALID_QUERY'])
    expect(body.errors.map((error: { pointer: string; code: string }) => [error.pointer, error.code])).toEqual(expected)
  })

  it('promises that an address which cannot be is as absent as any other', async () => {
    const { status, body } = await api.get('/v1/probes/nonsense')
    expect([status, body.code, body.detail]).toEqual([404, 'INVALID_ID', 'Expected an id like prb_1.'])
  })
})
