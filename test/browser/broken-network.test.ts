import { describe, expect, inject, it } from 'vitest'
import { useChromium } from '../support/browser-chromium.ts'
import { fillIn, framed, leadsOf, leastFillMs, submitButton } from '../support/browser-form.ts'

const chromium = useChromium()
const visitForm = async () => {
  const page = await chromium.visit(`${inject('host')}/content-below.html`)
  return { page, form: framed(page) }
}

describe('a form that loses the network promises that', () => {
  it('an answer that is lost on its way back still makes one lead, and thanks come in the end', async () => {
    const { page, form } = await visitForm()
    const email = 'answer-lost@example.com'
    const ids: string[] = []
    let isCut = true
    await page.route('**/leads', async (route) => {
      ids.push(route.request().postDataJSON().id)
      if (!isCut) return route.continue()
      await route.fetch()
      await route.abort('connectionreset')
    })
    await fillIn(form, { email })
    await page.waitForTimeout(leastFillMs)
    await submitButton(form).click()
    await form.getByText('we go on trying').waitFor()
    expect(await leadsOf(email)).toHaveLength(1)
    isCut = false
    await form.locator('#thanks').waitFor()
    expect(ids.length).toBeGreaterThan(1)
    expect(new Set(ids).size).toBe(1)
    expect(await leadsOf(email)).toHaveLength(1)
  })

  it('it sends by itself as soon as the visitor is on line again', async () => {
    const { page, form } = await visitForm()
    const email = 'off-line@example.com'
    await fillIn(form, { email })
    await page.context().setOffline(true)
    await submitButton(form).click()
    await form.getByText('we go on trying').waitFor()
    expect(await form.locator('#f-email').inputValue()).toBe(email)
    expect(await form.locator('#f-email').isDisabled()).toBe(true)
    await page.context().setOffline(false)
    await form.locator('#thanks').waitFor()
    expect(await leadsOf(email)).toHaveLength(1)
  })

  it('the button tries at once', async () => {
    const { page, form } = await visitForm()
    const email = 'button@example.com'
    let attempts = 0
    await page.route('**/leads', (route) => {
      attempts += 1
      return attempts < 4 ? route.abort() : route.continue()
    })
    await fillIn(form, { email })
    await submitButton(form).click()
    // The third wait is four seconds long; pressing is quicker.
    await expect.poll(() => attempts, { timeout: 5000 }).toBe(3)
    const pressedAt = Date.now()
    await form.getByRole('button', { name: 'Try again now' }).click()
    await form.locator('#thanks').waitFor()
    expect(Date.now() - pressedAt).toBeLessThan(3000)
    expect(await leadsOf(email)).toHaveLength(1)
  })

  it('a fault of the Worker and a log-in page in between are not taken for an answer', async () => {
    const { page, form } = await visitForm()
    const email = 'portal@example.com'
    const answers = [
      { status: 503, body: '{}' },
      { status: 200, contentType: 'text/html', body: 'Welcome to our Wi-Fi' },
    ]
    await page.route('**/leads', (route) => {
      const answer = answers.shift()
      return answer ? route.fulfill(answer) : route.continue()
    })
    await fillIn(form, { email })
    await submitButton(form).click()
    await form.locator('#thanks').waitFor()
    expect(answers).toEqual([])
    expect(await leadsOf(email)).toHaveLength(1)
  })

  it('a double click sends one form', async () => {
    const { page, form } = await visitForm()
    const email = 'double-click@example.com'
    let attempts = 0
    await page.route('**/leads', async (route) => {
      attempts += 1
      await new Promise((resolve) => setTimeout(resolve, 500))
      await route.continue()
    })
    await fillIn(form, { email })
    await page.waitForTimeout(leastFillMs)
    await submitButton(form).dblclick()
    await form.locator('#thanks').waitFor()
    expect(attempts).toBe(1)
    expect(await leadsOf(email)).toHaveLength(1)
  })

  it('a form that stayed open for longer than its token lasts is sent all the same', async () => {
    const { page, form } = await visitForm()
    const email = 'yesterday@example.com'
    const old = 'aaaaaaaa.0000000000000000000000'
    const tokens: string[] = []
    await page.route('**/leads', (route) => {
      const body = route.request().postDataJSON()
      const token = tokens.length === 0 ? old : body.token
      tokens.push(token)
      return route.continue({ postData: JSON.stringify({ ...body, token }) })
    })
    await fillIn(form, { email })
    await submitButton(form).click()
    await form.locator('#thanks').waitFor()
    expect(tokens).toHaveLength(2)
    expect(await leadsOf(email)).toHaveLength(1)
  })
})
