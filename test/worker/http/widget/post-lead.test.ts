import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  fields,
  formKey,
  listed,
  openForm,
  postJson,
  seedUsualForms,
  send,
  storedLeads,
} from '../../../support/form-visitor.ts'
import { db } from '../../../support/seed-access.ts'

beforeEach(seedUsualForms)
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }))
afterEach(() => void vi.useRealTimers())

async function opened(): Promise<{ id: string; token: string }> {
  const { id, token } = await openForm()
  vi.setSystemTime(Date.now() + 10_000)
  return { id, token }
}

describe('a form that its script sends promises that', () => {
  it('201 means that the lead is on record, and repeating it changes nothing', async () => {
    const { id, token } = await opened()
    const body = { id, token, pageUrl: `${listed}/`, trap: '', fields }
    for (let i = 0; i < 3; i += 1) {
      const response = await postJson(body)
      expect([response.status, await response.json()]).toEqual([201, { id }])
    }
    expect(await storedLeads()).toEqual([{ id, fields: JSON.stringify(fields), page_url: `${listed}/` }])
  })

  it('two hundred copies at once make one lead', async () => {
    const body = { ...(await opened()), fields }
    const answered = await Promise.all(Array.from({ length: 200 }, () => postJson(body)))
    expect(new Set(answered.map(({ status }) => status))).toEqual(new Set([201]))
    expect(await storedLeads()).toHaveLength(1)
  })

  it('every bad field is named at once', async () => {
    const response = await postJson({ ...(await opened()), fields: { ...fields, email: 'x', postcode: 1, more: 1 } })
    expect(response.status).toBe(422)
    const { errors } = (await response.json()) as { errors: { pointer: string }[] }
    expect(errors.map(({ pointer }) => pointer)).toEqual(['/fields/email', '/fields/postcode', '/fields/more'])
    expect(await storedLeads()).toEqual([])
  })

  it.each([
    ['without a token', { token: '' }],
    ['with a token of another form', { token: 'zzzzzzzz.AAAAAAAAAAAAAAAAAAAAAA' }],
    ['with the trap filled in', { trap: 'https://example.org' }],
  ])('sent %s it is asked for once more, with a token that will do', async (_how, odd) => {
    const body = { ...(await opened()), trap: '', fields }
    const response = await postJson({ ...body, ...odd })
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([409, 'SEND_AGAIN'])
    expect(await storedLeads()).toEqual([])
    const token = response.headers.get('Form-Token')!
    expect((await postJson({ ...body, token })).status).toBe(201)
  })

  it('a token is good for its own id only', async () => {
    const { token } = await opened()
    const { id } = await opened()
    expect((await postJson({ id, token, fields })).status).toBe(409)
  })

  it('other answers under the same id are refused', async () => {
    const body = { ...(await opened()), fields }
    await postJson(body)
    const response = await postJson({ ...body, fields: { ...fields, firstName: 'Sam' } })
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([409, 'ID_TAKEN'])
    expect(response.headers.has('Form-Token')).toBe(false)
  })

  it.each([
    ['broken JSON', '{', 400],
    ['another key', { id: 1, fields: {}, extra: 1 }, 422],
    ['no fields', {}, 422],
    ['a list', [], 422],
    ['a body over its limit', { fields: 'x'.repeat(70_000) }, 413],
  ])('%s gets a problem document', async (_what, body, status) => {
    const response = await postJson(body)
    expect(response.status).toBe(status)
    expect(response.headers.get('Content-Type')).toBe('application/problem+json')
  })

  it('a key that was revoked in the meantime takes nothing', async () => {
    const body = { ...(await opened()), fields }
    await db().prepare('UPDATE access_keys SET version = 2, revoked_at = 1').run()
    expect((await postJson(body)).status).toBe(404)
    expect(await storedLeads()).toEqual([])
  })

  it('a website on the list may send it and read the answer, mistakes too', async () => {
    const asked = await send(`/f/${formKey}/leads`, { method: 'OPTIONS', headers: { Origin: listed } })
    expect(asked.status).toBe(204)
    expect(asked.headers.get('Access-Control-Allow-Headers')).toBe('Content-Type')
    const body = { ...(await opened()), fields }
    for (const [sent, status] of [
      [{ ...body, fields: {} }, 422],
      [{ ...body, token: '' }, 409],
      [body, 201],
    ] as const) {
      const response = await postJson(sent, { Origin: listed })
      expect(response.status).toBe(status)
      expect(response.headers.get('Access-Control-Allow-Origin')).toBe(listed)
      expect(response.headers.get('Access-Control-Expose-Headers')).toBe('Form-Token')
      expect(response.headers.get('Vary')).toBe('Origin')
    }
  })

  it('any other website may not, and cannot read why', async () => {
    const response = await postJson({ ...(await opened()), fields }, { Origin: 'https://example.org' })
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([403, 'ORIGIN_NOT_ALLOWED'])
    expect(response.headers.has('Access-Control-Allow-Origin')).toBe(false)
    const asked = await send(`/f/${formKey}/leads`, { method: 'OPTIONS', headers: { Origin: 'https://example.org' } })
    expect(asked.status).toBe(403)
    expect(await storedLeads()).toEqual([])
  })

  it('our own page needs no leave', async () => {
    const response = await postJson({ ...(await opened()), fields }, { Origin: 'https://leads.example.com' })
    expect(response.status).toBe(201)
    expect(response.headers.has('Access-Control-Allow-Origin')).toBe(false)
  })
})
