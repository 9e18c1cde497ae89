import type { Page } from 'playwright-core'
import { describe, expect, inject, it } from 'vitest'
import { useChromium } from '../support/browser-chromium.ts'
import { fillIn, framed, leadsOf, rows, submitButton } from '../support/browser-form.ts'

const chromium = useChromium()
const hostPage = (path: string) => `${inject('host')}/${path}`

describe('a form on another website promises that', () => {
  it('what a visitor fills in is a lead, with the page it came from and its introducer', async () => {
    const email = 'embedded@example.com'
    const page = await chromium.visit(hostPage('content-below.html?utm_source=newsletter#top'))
    const form = framed(page)
    await fillIn(form, { email })
    await submitButton(form).click()
    await form.locator('#thanks').waitFor()
    expect(await form.locator('form').count()).toBe(0)
    const [lead, ...more] = await leadsOf(email)
    expect(more).toEqual([])
    expect(lead).toMatchObject({
      channel: 'widget',
      introducer_id: 1,
      page_url: hostPage('content-below.html?utm_source=newsletter'),
    })
    expect(JSON.parse(lead!.fields)).toEqual({
      firstName: 'Alex',
      lastName: 'Sample',
      email,
      phone: '020 7946 0018',
      postcode: 'M1 1AE',
      property: 'house',
      contactMe: { granted: true, version: 'v1' },
    })
  })

  it('every kind of field reaches the lead', async () => {
    const page = await chromium.visit(hostPage('two-forms.html'))
    const form = framed(page, 'Tell us about the job')
    await form.locator('#f-story').fill('Two lines\nof text')
    await form.locator('#f-rooms').fill('5')
    await form.locator('#f-budget').fill('£12,500')
    await form.locator('#f-start').fill('2026-12-01')
    await form.locator('#f-heating').selectOption('oil')
    await form.getByLabel('Solar').check()
    await form.getByLabel('Charger').check()
    await form.getByLabel('No', { exact: true }).check()
    await form.locator('#f-contactMe').check()
    await submitButton(form).click()
    await form.locator('#thanks').waitFor()
    const [lead] = await leadsOfPage(hostPage('two-forms.html'))
    expect(lead).toEqual({
      story: 'Two lines\nof text',
      rooms: 5,
      budget: { amount: 1_250_000, currency: 'GBP' },
      start: '2026-12-01',
      heating: 'oil',
      interests: ['solar', 'charger'],
      owner: false,
      contactMe: { granted: true, version: 'v1' },
    })
  })

  it('two forms on one page keep to themselves', async () => {
    const page = await chromium.visit(hostPage('two-forms.html'))
    const quick = framed(page)
    await quick.locator('h1').waitFor()
    expect(await page.locator('#quick iframe').count()).toBe(1)
    await framed(page, 'Tell us about the job').locator('#f-story').fill('A long story')
    await fillIn(quick, { email: 'two-forms@example.com' })
    const heights = await heightsOf(page)
    await submitButton(quick).click()
    await quick.locator('#thanks').waitFor()
    await expect.poll(() => heightsOf(page)).not.toEqual(heights)
    const [sent, other] = await heightsOf(page)
    expect(sent).toBeLessThan(heights[0]!)
    expect(other).toBe(heights[1])
    expect(await framed(page, 'Tell us about the job').locator('#f-story').inputValue()).toBe('A long story')
  })

  it('the frame is as high as what it shows, so that it never scrolls and covers nothing', async () => {
    const page = await chromium.visit(hostPage('content-below.html'))
    const form = framed(page)
    const check = async () => {
      await expect.poll(async () => (await heightsOf(page))[0]).toBe(await contentHeight(page))
      const frame = await page.locator('iframe').boundingBox()
      const below = await page.locator('#below').boundingBox()
      expect(below!.y).toBeGreaterThanOrEqual(frame!.y + frame!.height)
    }
    await form.locator('h1').waitFor()
    await check()
    const before = (await heightsOf(page))[0]!
    await submitButton(form).click()
    await form.locator('#summary').waitFor()
    await check()
    expect((await heightsOf(page))[0]).toBeGreaterThan(before)
    await page.setViewportSize({ width: 400, height: 900 })
    await check()
  })

  it('the host page hears three events and nothing that was typed', async () => {
    const page = await chromium.visit(hostPage('plain.html'))
    await page.evaluate(() => {
      const heard: unknown[] = []
      Object.assign(window, { heard })
      addEventListener('message', ({ data }) => heard.push(data))
      for (const type of ['ready', 'height', 'sent']) addEventListener(`baton:${type}`, () => heard.push(type))
    })
    const form = framed(page)
    await fillIn(form, { email: 'events@example.com' })
    await submitButton(form).click()
    await form.locator('#thanks').waitFor()
    await expect.poll(() => heardIn(page)).toContain('sent')
    const said = JSON.stringify(await page.evaluate('window.heard'))
    expect(said).not.toMatch(/alex|sample|example\.com|7946|M1|lead_/i)
  })

  it('a website that is not on its list cannot frame it', async () => {
    const page = await chromium.visit(`${inject('foreign')}/plain.html`)
    await expect.poll(() => page.frames().length).toBe(2)
    await expect.poll(() => page.frames()[1]!.url()).toContain('chrome-error://')
    expect(await page.frames()[1]!.locator('form').count()).toBe(0)
  })

  it('a forged message does not change its size', async () => {
    const page = await chromium.visit(hostPage('plain.html'))
    await framed(page).locator('h1').waitFor()
    await expect.poll(async () => (await heightsOf(page))[0]).not.toBe(640)
    const [height] = await heightsOf(page)
    await page.evaluate(() => window.postMessage({ baton: 'height', height: 9999 }, '*'))
    await page.waitForTimeout(200)
    expect((await heightsOf(page))[0]).toBe(height)
  })

  it('it works under a strict policy and leaves nothing in the globals or the storage of its host', async () => {
    const page = await chromium.visit(hostPage('no-such-page.html'))
    const before = await namesIn(page)
    const errors: string[] = []
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
    await page.goto(hostPage('strict-policy.html'))
    await framed(page, 'Form').locator('h1').waitFor()
    expect(errors).toEqual([])
    expect((await namesIn(page)).filter((name) => !before.includes(name))).toEqual([])
    expect(await page.evaluate(() => localStorage.length + sessionStorage.length + document.cookie.length)).toBe(0)
    expect(await page.context().cookies()).toEqual([])
  })

  it('a page without reloads can put it in, take it out and put it in again', async () => {
    const page = await chromium.visit(hostPage('plain.html'))
    await framed(page).locator('h1').waitFor()
    await page.evaluate(() => {
      const [frame] = document.querySelectorAll('iframe')
      frame!.remove()
      document.body.appendChild(frame!)
    })
    await framed(page).locator('h1').waitFor()
    await expect.poll(async () => (await heightsOf(page))[0]).toBe(await contentHeight(page))
    await page.evaluate(
      (old) => {
        document.querySelector('iframe')!.remove()
        const script = document.createElement('script')
        Object.assign(script, { src: old, async: true })
        Object.assign(script.dataset, { form: document.querySelector('script')!.dataset.form, title: 'Later' })
        document.body.appendChild(script)
      },
      await page.locator('script').getAttribute('src'),
    )
    await framed(page, 'Later').locator('h1').waitFor()
  })
})

const heightsOf = (page: Page): Promise<number[]> =>
  page.evaluate(() => [...document.querySelectorAll('iframe')].map((frame) => frame.getBoundingClientRect().height))

const contentHeight = (page: Page): Promise<number> =>
  page
    .frames()[1]!
    .evaluate(() => document.querySelector('main')!.getBoundingClientRect().height)
    .then(Math.round)

const heardIn = (page: Page): Promise<unknown[]> => page.evaluate('window.heard')

/** Frames are there by number. */
const namesIn = (page: Page): Promise<string[]> =>
  page.evaluate(() => Object.keys(window).filter((name) => !/^\d+$/.test(name)))

async function leadsOfPage(url: string): Promise<unknown[]> {
  const found = await rows<{ fields: string }>('SELECT fields FROM leads WHERE page_url = ? ORDER BY id', url)
  return found.map(({ fields }) => JSON.parse(fields))
}
