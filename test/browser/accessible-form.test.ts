import axe from 'axe-core'
import type { Frame, Page } from 'playwright-core'
import { describe, expect, inject, it } from 'vitest'
import { useChromium } from '../support/browser-chromium.ts'
import { type FormName, fillIn, hostedForm, submitButton } from '../support/browser-form.ts'

const chromium = useChromium()

describe.each(['light', 'dark'] as const)('to everybody, in %s colours, the form promises that', (colorScheme) => {
  it.each<FormName>(['pk_your_form_key', 'pk_your_second_form_key', 'pk_your_arabic_form_key'])(
    'nothing stands in the way on %s, neither at first nor with mistakes',
    async (name) => {
      const page = await chromium.visit(hostedForm(name), { colorScheme })
      expect(await obstacles(page)).toEqual([])
      await submitButton(page).click()
      await page.locator('#summary').waitFor()
      expect(await obstacles(page)).toEqual([])
    },
  )

  it('nothing stands in the way of the thanks, the retries and the closed form', async () => {
    const page = await chromium.visit(hostedForm(), { colorScheme })
    await fillIn(page, { email: `accessible-${colorScheme}@example.com` })
    await page.context().setOffline(true)
    await submitButton(page).click()
    await page.getByText('we go on trying').waitFor()
    expect(await obstacles(page)).toEqual([])
    await page.context().setOffline(false)
    await page.locator('#thanks').waitFor()
    expect(await obstacles(page)).toEqual([])
    await page.goto(`${inject('worker')}/f/pk_${'0'.repeat(32)}`)
    expect(await obstacles(page)).toEqual([])
  })

  it('nothing stands in the way inside a frame', async () => {
    const page = await chromium.visit(`${inject('host')}/content-below.html`, { colorScheme })
    await page.frameLocator('iframe').locator('h1').waitFor()
    expect(await obstacles(page.frames()[1]!)).toEqual([])
  })
})

describe('on every screen the form promises that', () => {
  it.each<FormName>(['pk_your_form_key', 'pk_your_second_form_key', 'pk_your_arabic_form_key'])(
    'nothing of %s has to be scrolled sideways at 320 pixels',
    async (name) => {
      const page = await chromium.visit(hostedForm(name), { viewport: { width: 320, height: 600 } })
      expect(await overflow(page)).toBe(0)
      await submitButton(page).click()
      await page.locator('#summary').waitFor()
      expect(await overflow(page)).toBe(0)
    },
  )

  it('a host page of 320 pixels does not scroll sideways either', async () => {
    const page = await chromium.visit(`${inject('host')}/narrow-column.html`, { viewport: { width: 320, height: 600 } })
    await page.frameLocator('iframe').locator('h1').waitFor()
    expect(await overflow(page)).toBe(0)
    expect(await overflow(page.frames()[1]!)).toBe(0)
  })

  it('a language that runs from right to left turns it round', async () => {
    const page = await chromium.visit(hostedForm('pk_your_arabic_form_key'))
    expect(await page.locator('html').getAttribute('dir')).toBe('rtl')
    const [first, second] = await Promise.all([
      page.locator('#f-firstName').boundingBox(),
      page.locator('#f-email').boundingBox(),
    ])
    expect(first!.x).toBeGreaterThan(second!.x)
  })

  it('it is light on a light page, dark on a dark one, and follows the visitor where the page does', async () => {
    const schemeOn = async (path: string, colorScheme: 'light' | 'dark') => {
      const page = await chromium.visit(`${inject('host')}/${path}`, { colorScheme })
      await page.frameLocator('iframe').locator('h1').waitFor()
      return page.frames()[1]!.evaluate(() => getComputedStyle(document.querySelector('main')!).backgroundColor)
    }
    const white = 'rgb(255, 255, 255)'
    expect(await schemeOn('content-below.html', 'dark')).toBe(white)
    expect(await schemeOn('dark.html', 'light')).not.toBe(white)
    const page = await chromium.visit(hostedForm(), { colorScheme: 'dark' })
    expect(await page.locator('main').evaluate((main) => getComputedStyle(main).backgroundColor)).not.toBe(white)
  })
})

/** What axe finds serious or critical, in words. Its script goes in from outside: the page's own policy lets none in. */
async function obstacles(page: Page | Frame): Promise<string[]> {
  await page.evaluate(axe.source)
  const violations = await page.evaluate(
    async () => (await (window as unknown as { axe: typeof axe }).axe.run()).violations,
  )
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}

const overflow = (page: Page | Frame): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
