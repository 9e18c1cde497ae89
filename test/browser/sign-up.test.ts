import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, inject, it } from 'vitest'
import { useChromium } from '../support/browser-chromium.ts'
import { leastFillMs, rows } from '../support/browser-form.ts'
import { fillInSignUp, letterTo, obstacles, openSignUp, overflow, signUpAddress } from '../support/browser-people.ts'

const chromium = useChromium()
beforeAll(openSignUp)

const button = (page: Page) => page.getByRole('button', { name: 'Sign up' })
const pause = () => new Promise((resolve) => setTimeout(resolve, leastFillMs))

describe.each([
  ['with script', true],
  ['without script', false],
])('signing up in a browser %s promises that', (_how, javaScriptEnabled) => {
  it('a stranger gets all the way to a pending account, by the link of the letter', async () => {
    const email = `linked-${javaScriptEnabled}@example.com`
    const page = await chromium.visit(signUpAddress(), { javaScriptEnabled })
    await fillInSignUp(page, { email })
    await pause()
    await button(page).click()
    await page.getByRole('heading', { name: 'Check your e-mail' }).waitFor()
    await page.goto((await letterTo(email)).link)
    await page.getByRole('button', { name: 'Confirm and finish' }).click()
    await page.getByRole('heading', { name: 'Thank you. We will look at it.' }).waitFor()
    await page.getByRole('link', { name: 'See your account' }).click()
    expect(await page.getByText(email).isVisible()).toBe(true)
    expect(await page.getByText('waits to be made active').isVisible()).toBe(true)
    expect(await rows('SELECT status FROM partners WHERE contact_email = ?', email)).toEqual([{ status: 'pending' }])
  })

  it('the code can be typed instead, and a wrong one is put right', async () => {
    const email = `typed-${javaScriptEnabled}@example.com`
    const page = await chromium.visit(signUpAddress(), { javaScriptEnabled })
    await fillInSignUp(page, { email })
    await pause()
    await button(page).click()
    const code = page.getByLabel('Code from the e-mail')
    await code.fill('1')
    await page.keyboard.press('Enter')
    await page.getByText('This code is wrong').waitFor()
    expect(await code.getAttribute('aria-invalid')).toBe('true')
    await code.fill((await letterTo(email)).digits)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Thank you. We will look at it.' }).waitFor()
  })

  it('what is wrong comes back all at once, with a link to each and everything as it was', async () => {
    const page = await chromium.visit(signUpAddress(), { javaScriptEnabled })
    await fillInSignUp(page, { email: 'robin' })
    await page.locator('#phone').fill('12')
    await button(page).click()
    expect(await page.title()).toMatch(/^Error: Sign up/)
    expect(await page.locator('#summary a').allTextContents()).toEqual(['E-mail address', 'Telephone'])
    expect(await page.locator('#email').inputValue()).toBe('robin')
    expect(await page.getByLabel('SE London South East').isChecked()).toBe(true)
    await page.locator('#summary a').first().click()
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('email')
  })
})

describe('the pages of signing up and signing in promise that', () => {
  const addresses = () =>
    ['/signup', '/signup/sent/x', '/sign-in', '/sign-in/x', '/sign-in/x?code=y'].map((path) => inject('worker') + path)

  it.each(['light', 'dark'] as const)('nothing stands in anybody’s way in %s colours', async (colorScheme) => {
    for (const address of addresses()) {
      const page = await chromium.visit(address, { colorScheme })
      expect(await obstacles(page), address).toEqual([])
    }
    const page = await chromium.visit(signUpAddress(), { colorScheme })
    await page.getByLabel('Only some areas').check()
    await page.getByLabel('At these hours').check()
    await button(page).click()
    await page.locator('#summary').waitFor()
    expect(await obstacles(page)).toEqual([])
  })

  it.each(['ltr', 'rtl'])('nothing has to be scrolled sideways at 320 pixels, %s', async (dir) => {
    for (const address of addresses()) {
      const page = await chromium.visit(address, { viewport: { width: 320, height: 600 } })
      await page.evaluate((to) => document.documentElement.setAttribute('dir', to), dir)
      expect(await overflow(page), address).toBe(0)
    }
    const page = await chromium.visit(signUpAddress(), { viewport: { width: 320, height: 600 } })
    await page.evaluate((to) => document.documentElement.setAttribute('dir', to), dir)
    await page.getByLabel('Only some areas').check()
    await page.getByLabel('At these hours').check()
    expect(await overflow(page)).toBe(0)
    await button(page).click()
    await page.locator('#summary').waitFor()
    expect(await overflow(page)).toBe(0)
  })

  it('the whole form can be filled in and sent with the keyboard alone', async () => {
    const page = await chromium.visit(signUpAddress())
    const type = async (text: string) => {
      await page.keyboard.press('Tab')
      await page.keyboard.type(text)
    }
    await page.locator('#company').focus()
    await page.keyboard.type('Keyboard Heating')
    await type('Robin Example')
    await type('020 7946 0123')
    await type('keyboard@example.com')
    await type('1 Example Street')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    await page.locator('[name=where]').first().focus()
    await page.keyboard.press('Space')
    await page.locator('#agreedTo').focus()
    await page.keyboard.press('Space')
    await pause()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Check your e-mail' }).waitFor()
  })

  it('after mistakes the summary has the focus', async () => {
    const page = await chromium.visit(signUpAddress())
    await button(page).click()
    await page.locator('#summary').waitFor()
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('summary')
  })

  it('places and hours show when they are wanted', async () => {
    const page = await chromium.visit(signUpAddress())
    expect(await page.getByLabel('SE London South East').isVisible()).toBe(false)
    expect(await page.getByLabel('Monday, from').isVisible()).toBe(false)
    await page.getByLabel('Only some areas').check()
    await page.getByLabel('At these hours').check()
    expect(await page.getByLabel('SE London South East').isVisible()).toBe(true)
    expect(await page.getByLabel('Monday, from').isVisible()).toBe(true)
  })

  it('somebody signs in by letter and out again', async () => {
    const email = 'linked-true@example.com'
    const page = await chromium.visit(`${inject('worker')}/sign-in`)
    await rows('DELETE FROM mailbox WHERE recipients = ?', JSON.stringify([email]))
    await page.getByLabel('E-mail address').fill(email)
    await page.getByRole('button', { name: 'Send me a code' }).click()
    await page.getByRole('heading', { name: 'Check your e-mail' }).waitFor()
    await page.goto((await letterTo(email)).link)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByText('Northside Heating').first().waitFor()
    expect(await page.evaluate(() => document.cookie)).toBe('')
    expect(await obstacles(page)).toEqual([])
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.goto(`${inject('worker')}/signed-in`)
    expect(new URL(page.url()).pathname).toBe('/sign-in')
  })
})
