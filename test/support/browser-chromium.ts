import { existsSync } from 'node:fs'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Where Debian puts Chromium; elsewhere the one that `playwright-core install chromium` fetched. */
const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync)

/** One browser for a file of tests; each page is a visitor of its own, who has never been there before. */
export function useChromium(): { visit(address: string, options?: BrowserContextOptions): Promise<Page> } {
  let browser: Browser
  beforeAll(async () => {
    browser = await chromium.launch({ args: flags, ...(installed && { executablePath: installed }) })
  })
  afterAll(() => browser.close())
  return {
    async visit(address, options = {}) {
      const context = await browser.newContext({ viewport: { width: 1000, height: 900 }, ...options })
      const page = await context.newPage()
      page.setDefaultTimeout(10_000)
      await page.goto(address)
      return page
    },
  }
}
