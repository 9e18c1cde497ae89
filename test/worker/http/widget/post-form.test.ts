import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  answers,
  fields,
  formKey,
  inputValue,
  listed,
  openForm,
  post,
  seedUsualForms,
  send,
  storedLeads,
  typed,
} from '../../../support/form-visitor.ts'
import { db } from '../../../support/seed-access.ts'

beforeEach(seedUsualForms)
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }))
afterEach(() => void vi.useRealTimers())

const laterMs = (ms: number) => vi.setSystemTime(Date.now() + ms)

/** The form opened, and left alone for as long as a person needs. */
async function opened(): Promise<{ 'lead-id': string; 'form-token': string }> {
  const { id, token } = await openForm()
  laterMs(10_000)
  return { 'lead-id': id, 'form-token': token }
}

/** What a page that came back would send at the next press. */
const hiddenIn = (page: string) => ({
  'lead-id': inputValue(page, 'lead-id'),
  'form-token': inputValue(page, 'form-token'),
})

describe('a form that is posted promises that', () => {
  it('what was typed is a lead under the id of its page, and the answer leads to the thanks', async () => {
    const hidden = await opened()
    const response = await post({ ...hidden, ...typed, 'page-url': `${listed}/quotes?from=mail#form`, 'home-page': '' })
    expect(response.status).toBe(303)
    expect(response.headers.get('Location')).toBe(`/f/${formKey}/thanks`)
    expect(await storedLeads()).toEqual([
      { id: hidden['lead-id'], fields: JSON.stringify(fields), page_url: `${listed}/quotes?from=mail` },
    ])
    expect(await (await send(`/f/${formKey}/thanks`)).text()).toContain('Thank you.')
  })

  it('a multipart form does as well', async () => {
    const body = new FormData()
    for (const [name, value] of Object.entries({ ...(await opened()), ...typed })) body.append(name, value)
    expect((await send(`/f/${formKey}`, { method: 'POST', body })).status).toBe(303)
    expect(await storedLeads()).toHaveLength(1)
  })

  it('sending the same twice makes one lead', async () => {
    const inputs = { ...(await opened()), ...typed }
    const answered = await Promise.all([post(inputs), post(inputs), post(inputs)])
    expect(answered.map(({ status }) => status)).toEqual([303, 303, 303])
    expect(await storedLeads()).toHaveLength(1)
  })

  it('other answers under an id that is used become another lead, after one more press', async () => {
    const hidden = await opened()
    await post({ ...hidden, ...typed })
    const again = await post({ ...hidden, ...typed, firstName: 'Sam' })
    expect(again.status).toBe(409)
    const page = await again.text()
    expect(page).toContain('You have sent this form already.')
    expect(hiddenIn(page)['lead-id']).not.toBe(hidden['lead-id'])
    expect((await post({ ...hiddenIn(page), ...typed, firstName: 'Sam' })).status).toBe(303)
    expect(await storedLeads()).toHaveLength(2)
  })

  it('what is wrong comes back with every answer, and nothing is stored', async () => {
    const hidden = await opened()
    const { email: _left, ...rest } = typed
    const response = await post({ ...hidden, ...rest, postcode: '"><b>' })
    const page = await response.text()
    expect(response.status).toBe(422)
    expect(page).toContain('<title>Error: Get a heat pump quote</title>')
    expect(page).toContain('href="#f-email"')
    expect(page).toContain('href="#f-postcode"')
    expect(page).not.toContain('<b>"')
    expect(inputValue(page, 'firstName')).toBe('Alex')
    expect(page).toMatch(/value="house"[^>]* checked/)
    expect(hiddenIn(page)['lead-id']).toBe(hidden['lead-id'])
    expect(await storedLeads()).toEqual([])
    expect((await post({ ...hiddenIn(page), ...typed })).status).toBe(303)
  })

  it.each([
    ['faster than a person', 500, {}, 'press the button once more'],
    ['a day later', 86_400_000, {}, 'open for a long time'],
    ['with the trap filled in', 10_000, { 'home-page': 'https://example.org' }, 'press the button once more'],
    ['with another token', 10_000, { 'form-token': `${Date.now().toString(36)}.AAAA` }, 'press the button once more'],
    ['without a token', 10_000, { 'form-token': '' }, 'press the button once more'],
    ['without an id', 10_000, { 'lead-id': '' }, 'press the button once more'],
  ])('whoever sends it %s is asked once more and then gets through', async (_how, afterMs, odd, notice) => {
    const { id, token } = await openForm()
    laterMs(afterMs)
    const first = await post({ 'lead-id': id, 'form-token': token, ...typed, ...odd })
    expect(first.status).toBe(409)
    const page = await first.text()
    expect(page).toContain(notice)
    expect(inputValue(page, 'email')).toBe(answers.email)
    expect(inputValue(page, 'home-page')).toBe('')
    expect(await storedLeads()).toEqual([])
    expect((await post({ ...hiddenIn(page), ...typed })).status).toBe(303)
    expect(await storedLeads()).toHaveLength(1)
  })

  it('mistakes and doubts are dealt with in one go', async () => {
    const { id } = await openForm()
    const page = await (await post({ 'lead-id': id, ...typed, email: 'nonsense' })).text()
    expect((await post({ ...hiddenIn(page), ...typed })).status).toBe(303)
  })

  it('a form that changed while it was filled in comes back in its new shape', async () => {
    const hidden = await opened()
    const extra = { name: 'roof', kind: 'text', label: 'What roof?', required: true }
    await db()
      .prepare("UPDATE lead_types SET version = 2, fields = json_insert(fields, '$[#]', json(?)) WHERE id = 1")
      .bind(JSON.stringify(extra))
      .run()
    const page = await (await post({ ...hidden, ...typed })).text()
    expect(page).toContain('What roof?')
    expect(inputValue(page, 'firstName')).toBe('Alex')
    expect((await post({ ...hiddenIn(page), ...typed, roof: 'Slate' })).status).toBe(303)
  })

  it('consent to a wording that has changed is asked for again', async () => {
    const page = await (await post({ ...(await opened()), ...typed, contactMe: 'v0' })).text()
    expect(page).toContain('Read it again and tick the box.')
    expect(page).not.toMatch(/name="contactMe"[^>]* checked/)
  })

  it('an input that the form does not have is taken out by one more press', async () => {
    const response = await post({ ...(await opened()), ...typed, submit: 'Go' })
    const page = await response.text()
    expect(response.status).toBe(422)
    expect(page).toContain('This form has changed meanwhile.')
    expect((await post({ ...hiddenIn(page), ...typed })).status).toBe(303)
  })

  it('a key that was revoked in the meantime takes nothing', async () => {
    const hidden = await opened()
    await db().prepare('UPDATE access_keys SET version = 2, revoked_at = 1').run()
    const response = await post({ ...hidden, ...typed })
    expect(response.status).toBe(404)
    expect(await storedLeads()).toEqual([])
  })

  it('a key that was changed in the meantime, but is good, takes it', async () => {
    const hidden = await opened()
    await db().prepare('UPDATE access_keys SET version = 2').run()
    expect((await post({ ...hidden, ...typed })).status).toBe(303)
  })

  it.each([
    ['https://leads.example.com', 303],
    [listed, 303],
    ['https://example.org', 403],
    ['null', 403],
  ])('sent from %s it answers %d', async (Origin, status) => {
    const response = await post({ ...(await opened()), ...typed }, { headers: { Origin } })
    expect(response.status).toBe(status)
    expect(await storedLeads()).toHaveLength(status === 303 ? 1 : 0)
  })

  it.each([
    ['text/plain', 'firstName=Alex', 415],
    ['application/json', '{}', 415],
    ['multipart/form-data', 'no boundary', 415],
    ['application/x-www-form-urlencoded', `story=${'x'.repeat(70_000)}`, 413],
  ])('a body of %s that it cannot read is refused in words', async (type, body, status) => {
    const response = await send(`/f/${formKey}`, { method: 'POST', headers: { 'Content-Type': type }, body })
    expect(response.status).toBe(status)
  })

  it.each(['not a url', 'javascript:alert(1)', `https://example.com/${'x'.repeat(3000)}`])(
    'an odd address of the host page (%.30s) never stops the lead',
    async (pageUrl) => {
      expect((await post({ ...(await opened()), ...typed, 'page-url': pageUrl })).status).toBe(303)
      expect((await storedLeads())[0]!.page_url?.length ?? 0).toBeLessThanOrEqual(1000)
    },
  )

  it('a file where a text belongs is a mistake, not a fault', async () => {
    const body = new FormData()
    for (const [name, value] of Object.entries({ ...(await opened()), ...typed })) body.append(name, value)
    body.set('firstName', new File(['x'], 'x.txt'))
    expect((await send(`/f/${formKey}`, { method: 'POST', body })).status).toBe(422)
  })
})
