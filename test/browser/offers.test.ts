import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { useChromium } from '../support/browser-chromium.ts'
import { rows } from '../support/browser-form.ts'
import { mailsToBuyer, offerAddress, openOffers } from '../support/browser-offers.ts'
import { obstacles, overflow } from '../support/browser-people.ts'

const chromium = useChromium()
let typeId: string
beforeAll(async () => {
  typeId = (await openOffers()).typeId
})

const accept = (page: Page) => page.getByRole('button', { name: 'Accept for £12.50' })
const decline = (page: Page) => page.getByRole('button', { name: 'Decline' })
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor()

const stateOfNewest = async () =>
  (await rows<{ state: string }>('SELECT state FROM referrals ORDER BY lead_id DESC LIMIT 1'))[0]!.state

const settled = async () =>
  (await rows<{ times: number }>("SELECT count(*) AS times FROM transfers WHERE kind = 'settle'"))[0]!.times

describe('the page of an offer promises that', () => {
  it.each([true, false])('a buyer with nothing but e-mail gets its lead (script: %s)', async (javaScriptEnabled) => {
    const page = await chromium.visit(await offerAddress(typeId), { javaScriptEnabled })
    await heading(page, 'Do you want this lead?')
    const text = await page.locator('main').innerText()
    for (const told of ['£12.50, without VAT', 'NW, NW1', 'Do you own the home', 'left']) expect(text).toContain(told)
    expect(text).not.toMatch(/Alex|alex@|6XE/)
    await accept(page).click()
    await heading(page, 'You have accepted this lead')
    await page.reload()
    await heading(page, 'You have accepted this lead')
    expect(await page.locator('main').innerText()).not.toMatch(/Alex|alex@|6XE/)
    await expect
      .poll(async () => (await mailsToBuyer()).some(({ body }) => body.includes('alex@example.org')))
      .toBe(true)
  })

  it('a no without a reason is asked for one, and what was typed stays', async () => {
    const page = await chromium.visit(await offerAddress(typeId))
    await page.getByLabel('Reason').fill('x')
    await decline(page).click()
    await page.locator('#summary').waitFor()
    expect(await page.title()).toMatch(/^Error: /)
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('summary')
    await page.locator('#summary a').click()
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('reason')
    expect(await page.getByLabel('Reason').inputValue()).toBe('x')
    await page.getByLabel('Reason').fill('Too far away')
    await decline(page).click()
    await heading(page, 'You have declined this lead')
    expect(await stateOfNewest()).toBe('rejected')
  })

  it('the keyboard is enough, and Enter in the reason never accepts', async () => {
    const page = await chromium.visit(await offerAddress(typeId))
    const names: string[] = []
    for (let i = 0; i < 4; i += 1) {
      await page.keyboard.press('Tab')
      names.push(await page.evaluate(() => document.activeElement!.textContent || document.activeElement!.id))
    }
    expect(names).toEqual(['Skip to content', 'Accept for £12.50', 'reason', 'Decline'])
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.type('No room this week')
    await page.keyboard.press('Enter')
    await heading(page, 'You have declined this lead')
  })

  it('two tabs that both say yes buy one lead', async () => {
    const address = await offerAddress(typeId)
    const before = await settled()
    const [one, two] = [await chromium.visit(address), await chromium.visit(address)]
    await Promise.all([accept(one).click(), accept(two).click()])
    for (const page of [one, two]) await heading(page, 'You have accepted this lead')
    expect(await settled()).toBe(before + 1)
  })

  it.each(['light', 'dark'] as const)('nothing stands in anybody’s way in %s colours', async (colorScheme) => {
    const page = await chromium.visit(await offerAddress(typeId), { colorScheme })
    expect(await obstacles(page)).toEqual([])
    await decline(page).click()
    await page.locator('#summary').waitFor()
    expect(await obstacles(page)).toEqual([])
    await accept(page).click()
    await heading(page, 'You have accepted this lead')
    expect(await obstacles(page)).toEqual([])
  })

  it.each(['ltr', 'rtl'])('nothing has to be scrolled sideways at 320 pixels, %s', async (dir) => {
    const page = await chromium.visit(await offerAddress(typeId), { viewport: { width: 320, height: 600 } })
    const turn = () => page.evaluate((to) => document.documentElement.setAttribute('dir', to), dir)
    await turn()
    expect(await overflow(page)).toBe(0)
    await decline(page).click()
    await page.locator('#summary').waitFor()
    await turn()
    expect(await overflow(page)).toBe(0)
    await accept(page).click()
    await heading(page, 'You have accepted this lead')
    await turn()
    expect(await overflow(page)).toBe(0)
  })

  it('a link that was cut short says so', async () => {
    const page = await chromium.visit((await offerAddress(typeId)).slice(0, -3))
    await heading(page, 'This link is no longer open')
    expect(await obstacles(page)).toEqual([])
  })
})
