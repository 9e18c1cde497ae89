import type { FrameLocator, Page } from 'playwright-core'
import { describe, expect, inject, it } from 'vitest'
import { useChromium } from '../support/browser-chromium.ts'
import { fillIn, framed, hostedForm, leadsOf, leastFillMs, submitButton } from '../support/browser-form.ts'

const chromium = useChromium()
const noScript = { javaScriptEnabled: false }

describe('a form without script promises that', () => {
  it('its own page takes a lead and ends where reading again sends nothing', async () => {
    const email = 'own-page@example.com'
    const page = await chromium.visit(hostedForm(), noScript)
    await fillIn(page, { email })
    await send(page)
    expect(page.url()).toBe(`${hostedForm()}/thanks`)
    expect(await page.getByText('Thank you.').isVisible()).toBe(true)
    await page.reload()
    expect(await leadsOf(email)).toHaveLength(1)
  })

  it('a frame on another website takes a lead, and says which website', async () => {
    const email = 'plain-frame@example.com'
    const page = await chromium.visit(`${inject('host')}/without-script.html`, noScript)
    const form = framed(page)
    await fillIn(form, { email })
    await send(form)
    await form.getByText('Thank you.').waitFor()
    expect(page.url()).toBe(`${inject('host')}/without-script.html`)
    expect(await leadsOf(email)).toMatchObject([{ page_url: `${inject('host')}/`, introducer_id: 1 }])
  })

  it('what is wrong comes back on the same page, with links and with every answer', async () => {
    const email = 'mended@example.com'
    const page = await chromium.visit(hostedForm(), noScript)
    await fillIn(page, { email })
    await page.locator('#f-postcode').fill('nowhere')
    await page.locator('#f-property-1').check()
    await send(page)
    expect(await page.title()).toBe('Error: Get a heat pump quote')
    expect(await page.locator('#summary a').allTextContents()).toEqual(['Postcode – Enter a postcode such as M1 1AE.'])
    expect(await page.locator('#summary a').getAttribute('href')).toBe('#f-postcode')
    expect(await page.locator('#f-postcode').getAttribute('aria-invalid')).toBe('true')
    expect(await page.locator('#f-postcode').inputValue()).toBe('nowhere')
    expect(await page.locator('#f-email').inputValue()).toBe(email)
    expect(await page.locator('#f-property-1').isChecked()).toBe(true)
    expect(await page.locator('#f-contactMe').isChecked()).toBe(true)
    expect(await leadsOf(email)).toEqual([])
    await page.locator('#f-postcode').fill('M1 1AE')
    await send(page)
    await page.getByText('Thank you.').waitFor()
    expect(await leadsOf(email)).toHaveLength(1)
  })

  it('whoever is faster than a person is asked once more, with every answer kept', async () => {
    const email = 'fast@example.com'
    const page = await chromium.visit(hostedForm(), noScript)
    await fillIn(page, { email })
    await submitButton(page).click()
    await page.getByText('press the button once more').waitFor()
    expect(await leadsOf(email)).toEqual([])
    await submitButton(page).click()
    await page.getByText('Thank you.').waitFor()
    expect(await leadsOf(email)).toHaveLength(1)
  })

  it('the form is another one, with an id of its own, when it is opened again', async () => {
    const page = await chromium.visit(hostedForm(), noScript)
    const idOf = () => page.locator('[name=lead-id]').getAttribute('value')
    const id = await idOf()
    await page.reload()
    expect(await idOf()).not.toBe(id)
  })

  it("markup of a website's own opens the form with every answer in it", async () => {
    const page = await chromium.visit(`${inject('host')}/own-markup.html`, noScript)
    await page.locator('[name=firstName]').fill('Alex')
    await page.locator('[name=lastName]').fill('Sample')
    await page.locator('[name=email]').fill('own-markup@example.com')
    await page.locator('[name=postcode]').fill('M1 1AE')
    await page.getByRole('button').click()
    expect(page.url()).toBe(hostedForm())
    expect(await page.locator('#f-email').inputValue()).toBe('own-markup@example.com')
    await page.locator('#f-property').check()
    await page.locator('#f-contactMe').check()
    await submitButton(page).click()
    await page.getByText('Thank you.').waitFor()
    expect(await leadsOf('own-markup@example.com')).toHaveLength(1)
  })

  it('a website that is not on its list cannot send it', async () => {
    const page = await chromium.visit(`${inject('foreign')}/own-markup.html`, noScript)
    await page.locator('[name=email]').fill('foreign@example.com')
    for (const name of ['firstName', 'lastName', 'postcode']) await page.locator(`[name=${name}]`).fill('M1 1AE')
    await page.getByRole('button').click()
    await page.getByText('This form was sent from somewhere else').waitFor()
    expect(await leadsOf('foreign@example.com')).toEqual([])
  })
})

/** Takes the time that a person takes. */
async function send(form: Page | FrameLocator): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, leastFillMs))
  await submitButton(form).click()
}
