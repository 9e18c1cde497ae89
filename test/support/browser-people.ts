import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { inject } from 'vitest'
import { rows } from './browser-form.ts'

/** Opens sign-up in the house that the browser visits, and gives every lead type something to say. */
export async function openSignUp(): Promise<void> {
  await rows(
    `INSERT INTO history (id, version, event, actor, at, commit_id)
     SELECT 'preferences', version + 1, 'changed', 'test', 0, 'test' FROM preferences`,
  )
  await rows(`UPDATE preferences SET version = version + 1, settings = json_patch(settings, '{"buyerSignUp":true}')`)
}

export const signUpAddress = (): string => `${inject('worker')}/signup`

/** Fills in what a careful person would, with the keyboard and the mouse. */
export async function fillInSignUp(page: Page, { email }: { email: string }): Promise<void> {
  await page.getByLabel('Company', { exact: true }).fill('Northside Heating')
  await page.getByLabel('Your name').fill('Robin Example')
  await page.getByLabel('Telephone').fill('020 7946 0123')
  await page.getByLabel('E-mail address').fill(email)
  await page.locator('#address').fill('1 Example Street\nLondon NW1 1AA')
  await page.locator('[name=type]').first().check()
  await page.getByLabel('Only some areas').check()
  await page.getByLabel('SE London South East').check()
  await page.getByLabel('At these hours').check()
  await page.getByLabel('I agree.').check()
}

/** The code and the link of the newest letter to this address. */
export async function letterTo(email: string): Promise<{ digits: string; link: string }> {
  for (let tries = 0; tries < 100; tries += 1) {
    const [mail] = await rows<{ body: string }>(
      'SELECT body FROM mailbox WHERE recipients = ? ORDER BY at DESC LIMIT 1',
      JSON.stringify([email]),
    )
    if (mail !== undefined)
      return { digits: /\d{4} \d{4}/.exec(mail.body)![0], link: /https?:\/\/\S+/.exec(mail.body)![0] }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`No letter came to ${email}`)
}

/** What axe finds, in words. Its script goes in from outside: the page's own policy lets none in. */
export async function obstacles(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const violations = await page.evaluate(
    async () => (await (window as unknown as { axe: typeof axe }).axe.run()).violations,
  )
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}

/** How many pixels of the page lie beside the window. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
