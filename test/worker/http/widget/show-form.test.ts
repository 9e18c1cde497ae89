import { beforeEach, describe, expect, it } from 'vitest'
import { formKey, inputValue, listed, openForm, seedUsualForms, send } from '../../../support/form-visitor.ts'
import { db } from '../../../support/seed-access.ts'
import { formKeys } from '../../../support/seed-forms.ts'

beforeEach(seedUsualForms)

describe('the page of a form promises that', () => {
  it('it shows every field before any script, and may be framed by the websites on its list only', async () => {
    const response = await send(`/f/${formKey}`)
    const page = await response.text()
    expect(response.status).toBe(200)
    for (const name of ['firstName', 'email', 'phone', 'property', 'contactMe'])
      expect(page).toContain(`name="${name}"`)
    const policy = response.headers.get('Content-Security-Policy')!.split('; ')
    expect(policy).toContain(`frame-ancestors ${listed}`)
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self'")
    expect(response.headers.get('Cache-Control')).toBe('no-store')
    expect(page).not.toMatch(/<script(?! type="(module|application\/json)")/)
    expect(page).not.toMatch(/ (style|on\w+)="/)
  })

  it('its style sheet is the one that its policy names', async () => {
    const response = await send(`/f/${formKey}`)
    const style = /<style>([\s\S]*?)<\/style>/.exec(await response.text())![1]!
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(style))
    const hash = btoa(String.fromCharCode(...new Uint8Array(digest)))
    expect(response.headers.get('Content-Security-Policy')).toContain(`style-src 'sha256-${hash}'`)
  })

  it('a form without a list is framed by nobody', async () => {
    await db().prepare("UPDATE access_keys SET origins = '[]'").run()
    expect((await send(`/f/${formKey}`)).headers.get('Content-Security-Policy')).toContain("frame-ancestors 'none'")
  })

  it('two visitors never get the same id', async () => {
    const [one, other] = [await openForm(), await openForm()]
    expect(one.id).toMatch(/^lead_/)
    expect(one.id).not.toBe(other.id)
  })

  it('words of a field cannot end the page or begin a script', async () => {
    const label = '</script><img src=x onerror=alert(1)>"\'&'
    await db()
      .prepare('UPDATE lead_types SET version = 2, fields = ? WHERE id = 1')
      .bind(JSON.stringify([{ name: 'a', kind: 'text', label, required: true }]))
      .run()
    const { page } = await openForm()
    expect(page).not.toContain('<img')
    expect(page.match(/<\/script>/g)).toHaveLength(page.match(/<script/g)!.length)
  })

  it.each([
    ['no key at all', '/f/pk_nobody'],
    ['a key that nobody has', `/f/pk_${'x'.repeat(32)}`],
    ['the thanks of such a key', `/f/pk_${'x'.repeat(32)}/thanks`],
  ])('%s gets a page that says so, which any website may frame', async (_what, path) => {
    const response = await send(path)
    expect(response.status).toBe(404)
    expect(response.headers.get('Content-Security-Policy')).toContain('frame-ancestors *')
    expect(await response.text()).toContain('This form is closed')
  })

  it.each([
    ['is revoked', 'UPDATE access_keys SET revoked_at = 1'],
    ['has expired', 'UPDATE access_keys SET expires_at = 1'],
    ['opens an archived lead type', 'UPDATE lead_types SET version = 2, archived_at = 1'],
    ['opens an archived group', 'UPDATE lead_groups SET archived_at = 1'],
  ])('a key that %s closes the form at once', async (_what, change) => {
    expect((await send(`/f/${formKey}`)).status).toBe(200)
    await db().prepare(change).run()
    expect((await send(`/f/${formKey}`)).status).toBe(404)
  })

  it('the language of the form turns the page', async () => {
    const { page } = await openForm(formKeys.pk_your_arabic_form_key)
    expect(page).toContain('<html lang="ar" dir="rtl">')
  })

  it.each([
    ['normal', 'light'],
    ['light', 'light'],
    ['dark', 'dark'],
    ['only dark', 'dark'],
    ['light dark', 'auto'],
    ['"><script>', 'light'],
  ])('a host page of the colour scheme %s gets the form in %s', async (scheme, embed) => {
    const page = await (await send(`/f/${formKey}?embed=${encodeURIComponent(scheme)}`)).text()
    expect(page).toContain(`data-embed="${embed}"`)
  })

  it('what the browser says of the host page is believed only of the websites on the list', async () => {
    const pageUrlFor = async (Referer: string) =>
      inputValue(await (await send(`/f/${formKey}`, { headers: { Referer } })).text(), 'page-url')
    expect(await pageUrlFor(`${listed}/`)).toBe(`${listed}/`)
    expect(await pageUrlFor('https://example.org/')).toBe('')
    expect(await pageUrlFor('nonsense')).toBe('')
  })
})
