import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Preferences } from '../../../../contract/preferences.ts'
import {
  answers,
  fields,
  formKey,
  listed,
  openForm,
  post,
  postJson,
  seedUsualForms,
  send,
  storedLeads,
  typed,
} from '../../../support/form-visitor.ts'
import { setPreferences } from '../../../support/preferences.ts'
import { db } from '../../../support/seed-access.ts'

beforeEach(seedUsualForms)
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }))
afterEach(() => void vi.useRealTimers())

const set = (settings: Partial<Preferences>) => db().batch(setPreferences(db(), settings))

/** The form opened while it took leads, and left alone for as long as a person needs. */
async function opened() {
  const { id, token } = await openForm()
  vi.setSystemTime(Date.now() + 10_000)
  return { id, token }
}

const off: [string, string, Partial<Preferences>][] = [
  ['F7 is off', 'CAPTURE_DISABLED', { captureTool: false }],
  ['its group takes none of introducers', 'GROUP_NOT_ALLOWED', { introducersAnyGroup: false }],
]

describe.each(off)('an introducer’s form while %s promises', (_why, code, settings) => {
  it('a friendly page in its place, which any website may frame', async () => {
    await set(settings)
    const response = await send(`/f/${formKey}`)
    expect(response.status).toBe(403)
    expect(response.headers.get('Content-Security-Policy')).toContain('frame-ancestors *')
    const page = await response.text()
    expect(page).toContain('This form is closed for now')
    expect(page).not.toContain('<form')
  })

  it('the same page to who had it open, and takes nothing', async () => {
    const { id, token } = await opened()
    await set(settings)
    const response = await post({ 'lead-id': id, 'form-token': token, ...typed })
    expect([response.status, await response.text()]).toEqual([403, expect.stringContaining('closed for now')])
    expect(await storedLeads()).toEqual([])
  })

  it('its code to the script, also on a listed website', async () => {
    const { id, token } = await opened()
    await set(settings)
    const response = await postJson({ id, token, pageUrl: '', trap: '', fields }, { Origin: listed })
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([403, code])
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe(listed)
    expect(await storedLeads()).toEqual([])
  })

  it('to ask nobody for better answers', async () => {
    const { id, token } = await opened()
    await set(settings)
    const response = await post({ 'lead-id': id, 'form-token': token, ...answers, 'home-page': 'https://example.org' })
    expect([response.status, await response.text()]).toEqual([403, expect.stringContaining('closed for now')])
  })

  it('that what was taken before stays taken, and that it goes on when it is on again', async () => {
    const first = await opened()
    const body = { ...first, pageUrl: '', trap: '', fields }
    expect((await postJson(body)).status).toBe(201)
    await set(settings)
    expect((await postJson(body)).status).toBe(201)
    await set({ captureTool: true, introducersAnyGroup: true })
    const { id, token } = await opened()
    expect((await postJson({ ...body, id, token })).status).toBe(201)
    expect(await storedLeads()).toHaveLength(2)
  })
})

describe('the broker’s own form', () => {
  it('promises to go on whatever introducers may', async () => {
    await db().prepare('UPDATE access_keys SET partner_id = NULL').run()
    await set({ captureTool: false, introducersAnyGroup: false })
    const { id, token } = await opened()
    expect((await postJson({ id, token, pageUrl: '', trap: '', fields })).status).toBe(201)
  })
})
