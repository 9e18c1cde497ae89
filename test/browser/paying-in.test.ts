import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, inject, it } from 'vitest'
import { topUpLink } from '../../worker/operations/top-ups/top-up-link.ts'
import { useChromium } from '../support/browser-chromium.ts'
import { rows } from '../support/browser-form.ts'
import { obstacles, overflow } from '../support/browser-people.ts'

const chromium = useChromium()

beforeAll(async () => {
  await rows(
    `INSERT INTO history (id, version, event, actor, at, commit_id)
     SELECT 'preferences', version + 1, 'changed', 'test', 0, 'test' FROM preferences`,
  )
  await rows(
    `UPDATE preferences SET version = version + 1, settings = json_patch(settings, '{"paypalPortal":true,"vatBps":2000}')`,
  )
})

/** The site's only partner introduces: who pays in buys as well. */
beforeAll(() => rows('UPDATE partners SET version = version + 1, buys = 1 WHERE id = (SELECT min(id) FROM partners)'))

const env = { TENANT_SECRET: 'test-secret-test-secret-test-secret-' } as never

async function fundsPage(): Promise<string> {
  const [partner] = await rows<{ id: number }>('SELECT id FROM partners ORDER BY id LIMIT 1')
  const { path } = await topUpLink({ env, now: Date.now() }, { partnerId: partner!.id, entry: 'portal' })
  return `${inject('worker')}${path}`
}

const toPayPal = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Continue to PayPal' }).click()
  await page.getByRole('heading', { name: /^Pay .*\?$/ }).waitFor()
}

describe.each([
  ['with script', true],
  ['without script', false],
])('paying in %s promises that', (_how, javaScriptEnabled) => {
  it.each([
    ['Pay now', 'Thank you, your payment is here'],
    ['Pay, and PayPal checks it first', 'PayPal is checking your payment'],
    ['Pay with a card that is declined', 'Your payment did not go through'],
    ['Cancel', 'Not paid yet'],
  ])('“%s” ends at “%s”', async (choice, title) => {
    const page = await chromium.visit(await fundsPage(), { javaScriptEnabled })
    await toPayPal(page)
    await page.getByRole('button', { name: choice }).click()
    await page.getByRole('heading', { name: title }).waitFor()
    expect(new URL(page.url()).origin).toBe(inject('worker'))
  })

  it('an amount of one’s own is asked for, mended, and paid', async () => {
    const page = await chromium.visit(await fundsPage(), { javaScriptEnabled })
    await page.getByLabel('Another amount').check()
    await page.getByLabel(/^Amount in/).fill('3')
    await page.getByRole('button', { name: 'Continue to PayPal' }).click()
    await page.getByText('One thing needs mending').waitFor()
    await page.getByLabel(/^Amount in/).fill('75.50')
    await toPayPal(page)
    expect(await page.getByText('Pay 75.50 GBP?').isVisible()).toBe(true)
  })
})

describe.each(['light', 'dark'] as const)(
  'to everybody, in %s colours, the pages about money promise that',
  (colorScheme) => {
    it('nothing stands in the way, and nothing has to be scrolled sideways at 320 pixels', async () => {
      const page = await chromium.visit(await fundsPage(), { colorScheme, viewport: { width: 320, height: 640 } })
      const look = async () => expect([await obstacles(page), await overflow(page)]).toEqual([[], 0])
      await look()
      await page.getByLabel('Another amount').check()
      await page.getByRole('button', { name: 'Continue to PayPal' }).click()
      await page.locator('#summary').waitFor()
      await look()
      await page.locator('[name=amount]').first().check()
      await toPayPal(page)
      await page.getByRole('button', { name: 'Cancel' }).click()
      await page.getByRole('heading', { name: 'Not paid yet' }).waitFor()
      await look()
      await page.getByRole('link', { name: 'Go on at PayPal' }).click()
      await page.getByRole('button', { name: 'Pay now' }).click()
      await page.getByRole('heading', { name: 'Thank you' }).waitFor()
      await look()
      await page.getByRole('link', { name: 'Receipt' }).click()
      await page.getByRole('heading', { name: 'Receipt' }).waitFor()
      await look()
      await page.goto(`${inject('worker')}/funds/nothing`)
      await look()
    })
  },
)
