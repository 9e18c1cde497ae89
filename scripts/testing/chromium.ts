import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'
import { complaint, run, runTool } from '../command.ts'
import { during } from '../progress.ts'
import { refusal } from '../refusal.ts'

/** Where systems put it; test/support/browser-chromium.ts looks in the same places. */
const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

const isThere = (): boolean => [...installed, chromium.executablePath()].some((path) => existsSync(path))

/**
 * Makes sure that there is a Chromium for the browser tests: Debian's own where we may install it, otherwise the one
 * that playwright fetches into its cache.
 */
export async function ensureChromium(): Promise<void> {
  if (isThere()) return
  const isDebianRoot = existsSync('/usr/bin/apt-get') && process.getuid?.() === 0
  if (isDebianRoot) await during('Installing Chromium with apt-get', installWithApt)
  if (!isThere())
    await during('Fetching Chromium with playwright-core', () => runTool('playwright-core', ['install', 'chromium']))
  if (!isThere())
    throw refusal(
      'The browser tests need Chromium, and it could not be installed.',
      'Install it yourself: `apt-get install chromium` on Debian, `npx playwright-core install chromium` elsewhere.',
      'Without it: npm test -- --project unit --project worker',
    )
}

async function installWithApt(): Promise<void> {
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  await run('apt-get', ['update', '-qq'], { env })
  const ran = await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], { env })
  if (ran.code !== 0) process.stderr.write(`${complaint(ran).join('\n')}\n`)
}
