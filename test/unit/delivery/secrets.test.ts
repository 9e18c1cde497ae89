import { describe, expect, it } from 'vitest'
import { requestHeaders } from '../../../worker/delivery/request-headers.ts'
import { concealEchoes, concealHeaders, concealQuery } from '../../../worker/delivery/secrets.ts'

const headersWith = (own: Record<string, string>) =>
  requestHeaders({ contentType: 'application/json', parcel: { reference: 'ref_1', test: false }, own })

describe('a partner’s own headers promise that', () => {
  it('they are sent along with ours', () => {
    expect(headersWith({ Authorization: 'Bearer t0ken-of-partner', 'X-Source': 'baton' })).toEqual({
      'user-agent': 'Baton',
      authorization: 'Bearer t0ken-of-partner',
      'x-source': 'baton',
      'content-type': 'application/json',
      'idempotency-key': 'ref_1',
      'x-baton-reference': 'ref_1',
    })
  })

  it.each([
    'Content-Type',
    'CONTENT-LENGTH',
    'Host',
    'Transfer-Encoding',
    'Connection',
    'Idempotency-Key',
    'X-Baton-Reference',
    'Expect',
    'bad name',
    'X-Evil\r\nHost',
    '',
  ])('%j is never theirs', (name) => {
    expect(headersWith({ [name]: 'evil' })).toEqual(headersWith({}))
  })

  it.each(['a\r\nHost: evil', 'a\nb', 'a\u0000b', 'a\u0085b', 'ä'])('the value %j is not sent', (value) => {
    expect(headersWith({ 'X-Key': value })).toEqual(headersWith({}))
  })
})

describe('what is kept of an attempt promises that', () => {
  it.each([
    ['https://leads.example.com/new', 'https://leads.example.com/new'],
    ['https://leads.example.com/new?key=s3cret&b=2', 'https://leads.example.com/new?key=•••&b=•••'],
    ['https://leads.example.com/?a=1&a=2#part', 'https://leads.example.com/?a=•••'],
    ['no address', '•••'],
  ])('%s is shown as %s', (address, shown) => {
    expect(concealQuery(address)).toBe(shown)
  })

  it('the partner’s headers keep their names and lose their values', () => {
    const own = { 'X-Api-Key': 'k', Authorization: 'Bearer t0ken-of-partner' }
    expect(concealHeaders(headersWith(own), own)).toMatchObject({
      'x-api-key': '•••',
      authorization: '•••',
      'content-type': 'application/json',
    })
  })

  it('a secret that the server sends back is not kept', () => {
    const bearer = {
      url: 'https://leads.example.com/new?key=query-secret',
      headers: { Authorization: 'Bearer t0ken-of-partner', 'X-Id': 'short' },
    }
    const echo =
      '{"authorization":"Bearer t0ken-of-partner","token":"t0ken-of-partner","key":"query-secret","id":"short"}'
    expect(concealEchoes(echo, bearer)).toBe('{"authorization":"•••","token":"•••","key":"•••","id":"short"}')
  })
})
