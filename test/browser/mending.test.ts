import type { Page } from 'playwright-core'
import { describe, expect, inject, it } from 'vitest'
import { useChromium } from '../support/browser-chromium.ts'
import { fillIn, framed, hostedForm, leadsOf, submitButton } from '../support/browser-form.ts'

const chromium = useChromium()

describe('a form with mistakes in it promises that', () => {
  it('somebody who only has a keyboard finds and mends every one of them', async () => {
    const email = 'keyboard@example.com'
    const page = await chromium.visit(hostedForm())
    const keys = page.keyboard
    await tabTo(page, 'f-firstName')
    await keys.type('Alex')
    await tabTo(page, 'f-email')
    await keys.type('not an address')
    await keys.press('Enter')
    await expect.poll(() => focused(page)).toBe('summary')
    expect(await page.locator('#summary a').allTextContents()).toEqual([
      'Last name – Fill this in.',
      'E-mail – Enter an e-mail address such as name@example.com.',
      'Postcode – Fill this in.',
      'What kind of home is it? – Fill this in.',
      'May we call you? – Tick the box to agree.',
    ])
    await keys.press('Tab')
    await keys.press('Enter')
    expect(await focused(page)).toBe('f-lastName')
    await keys.type('Sample')
    await tabTo(page, 'f-email')
    await keys.press('Control+A')
    await keys.type(email)
    expect(await page.locator('#f-email-error').count()).toBe(0)
    await tabTo(page, 'f-postcode')
    await keys.type('M1 1AE')
    await tabTo(page, 'f-property')
    await keys.press('ArrowDown')
    expect(await page.locator('#f-property-1').isChecked()).toBe(true)
    await tabTo(page, 'f-contactMe')
    await keys.press('Space')
    await keys.press('Enter')
    await expect.poll(() => focused(page)).toBe('thanks')
    expect(await leadsOf(email)).toHaveLength(1)
  })

  it('a mistake is named when its field is left, and gone when it is mended', async () => {
    const page = await chromium.visit(hostedForm())
    const field = page.locator('#f-email')
    await field.fill('alex@')
    await field.blur()
    const error = page.locator('#f-email-error')
    await error.waitFor()
    expect(await field.getAttribute('aria-invalid')).toBe('true')
    expect(await field.getAttribute('aria-describedby')).toBe('f-email-error')
    expect(await page.locator('#summary').count()).toBe(0)
    await field.pressSequentially('example.com')
    expect(await error.count()).toBe(0)
    expect(await field.getAttribute('aria-invalid')).toBeNull()
    expect(await field.inputValue()).toBe('alex@example.com')
  })

  it('nobody is told off for a field that they have only walked past', async () => {
    const page = await chromium.visit(hostedForm())
    for (let i = 0; i < 9; i += 1) await page.keyboard.press('Tab')
    expect(await page.locator('.error').count()).toBe(0)
  })

  it('each kind of field says what to mend in its own words', async () => {
    const page = await chromium.visit(hostedForm('pk_your_second_form_key'))
    await page.locator('#f-rooms').fill('99')
    await page.locator('#f-budget').fill('a lot')
    await page.locator('#f-start').fill('2025-12-31')
    await page.getByLabel('Solar').check()
    await submitButton(page).click()
    expect(await page.locator('.error').allTextContents()).toEqual([
      'Enter 20 or less.',
      'Enter an amount such as 1234.50.',
      'Enter a date on or after 1 January 2026.',
      'Fill this in.',
      'Choose at least 2.',
      'Fill this in.',
      'Tick the box to agree.',
    ])
  })

  it('help and mistake are both read out with their field', async () => {
    const page = await chromium.visit(hostedForm())
    await page.locator('#f-phone').fill('12')
    await page.locator('#f-phone').blur()
    expect(await page.locator('#f-phone').getAttribute('aria-describedby')).toBe('f-phone-help f-phone-error')
  })

  it('what was typed before the script came is kept', async () => {
    const page = await chromium.visit('about:blank')
    let go = () => {}
    const wait = new Promise<void>((resolve) => {
      go = resolve
    })
    await page.route('**/frame*.js*', async (route) => {
      await wait
      await route.continue()
    })
    await page.goto(hostedForm(), { waitUntil: 'commit' })
    await fillIn(page, { email: 'early-bird@example.com' })
    go()
    await page.waitForFunction(() => document.querySelector('form')?.noValidate)
    expect(await page.locator('#f-email').inputValue()).toBe('early-bird@example.com')
    expect(await page.locator('#f-contactMe').isChecked()).toBe(true)
  })

  it('whatever fills in the trap is asked once more, and a person gets through', async () => {
    const email = 'trapped@example.com'
    const page = await chromium.visit(hostedForm())
    await fillIn(page, { email })
    await page.locator('[name=home-page]').evaluate((input: HTMLInputElement) => {
      input.value = 'https://example.org'
    })
    await submitButton(page).click()
    await page.getByText('press the button once more').waitFor()
    expect(await leadsOf(email)).toEqual([])
    await submitButton(page).click()
    await page.locator('#thanks').waitFor()
    expect(await leadsOf(email)).toHaveLength(1)
  })

  it('in a frame, the list of mistakes and the thanks are brought into sight', async () => {
    const page = await chromium.visit(`${inject('host')}/content-below.html`, { viewport: { width: 400, height: 600 } })
    const form = framed(page)
    await submitButton(form).click()
    await form.locator('#summary').waitFor()
    await expect.poll(() => isInSight(page, '#summary')).toBe(true)
    await fillIn(form, { email: 'in-sight@example.com' })
    await submitButton(form).click()
    await form.locator('#thanks').waitFor()
    await expect.poll(() => isInSight(page, '#thanks')).toBe(true)
  })
})

const focused = (page: Page): Promise<string | undefined> => page.evaluate(() => document.activeElement?.id)

async function tabTo(page: Page, id: string): Promise<void> {
  for (let i = 0; i < 20; i += 1) {
    if ((await focused(page)) === id) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`The Tab key does not lead to ${id}.`)
}

async function isInSight(page: Page, selector: string): Promise<boolean> {
  const box = await framed(page).locator(selector).boundingBox()
  return box !== null && box.y >= 0 && box.y + 40 < 600
}
