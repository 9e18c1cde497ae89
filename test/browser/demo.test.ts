import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import type { StatementLine } from '../../contract/billing.ts'
import type { Page } from '../../contract/page.ts'
import type { Partner } from '../../contract/partner.ts'
import { apiAt } from '../../scripts/api.ts'
import { useChromium } from '../support/browser-chromium.ts'
import { type DemoRun, freshCheckout, startDemo } from '../support/demo-run.ts'

const chromium = useChromium()
const checkout = freshCheckout()
let demo: DemoRun

afterAll(async () => {
  await demo?.stop()
  checkout.remove()
})

const value = async (name: string) => (await demo.says(new RegExp(`${name} +(\\S+)`)))[1]!

describe('npm start promises that', () => {
  it('a visitor of the demo website becomes a lead that a partner has and pays for, told line by line', async () => {
    demo = startDemo(checkout.folder)
    await send(await value('Open this page'), 'demo-visitor@example.com')
    const [, name] = await demo.says(/charged +(.+?) £[\d.]+, £[\d,.]+ left/, 20_000)
    for (const step of ['captured', 'eligible', 'not eligible', 'referred', 'delivered'])
      await demo.says(new RegExp(` ${step} +\\S`))

    const received = await fetch(`${await value('Demo buyers')}/received.json`).then((answer) => answer.text())
    expect(received).toContain('demo-visitor@example.com')
    const api = apiAt(await worker(), await value('Admin key'))
    const partner = (await api.all<Partner>('/v1/partners')).find((each) => each.name === name)!
    const { items } = await api.get<Page<StatementLine>>(`/v1/partners/${partner.id}/statement`)
    expect(items.map(({ kind }) => kind)).toContain('settle')
    expect(await api.get('/v1/ledger/verify')).toMatchObject({ ok: true })
  })

  it('every command of the README that asks why is answered, and what it changes is told', async () => {
    const asked = await sh(commandsUnder('Ask it why'), checkout.folder)
    expect(asked).toMatchObject({ code: 0, stderr: '' })
    for (const part of ['Keystone Mortgages could not take this lead', 'FCA_REQUIRED (fcaNumber none', '"lost": []'])
      expect(asked.stdout).toContain(part)
    await fetch(`${await worker()}/cdn-cgi/local/scheduled?cron=*+*+*+*+*`)
    await demo.says(/referred +to Fernhill Financial/, 20_000)
    await demo.says(/e-mailed +to broker/, 20_000)
  })

  it('every command of the README that is about money is answered, told, and leaves books that are right', async () => {
    const asked = await sh(commandsUnder('Get paid'), checkout.folder)
    expect(asked).toMatchObject({ code: 0, stderr: '' })
    for (const part of [
      '<Enquiry source',
      'your leads are OFF',
      '/funds/',
      '"ok": true',
      'Signed by Hearth & Home Leads',
    ])
      expect(asked.stdout).toContain(part)
    for (const line of [
      /accepted +by Sunward Solar/,
      /charged +Keystone Mortgages £150\.00 as it converted/,
      /introducer +Cosy Homes Magazine earns £30\.00/,
      /refunded +Crystal Clear Windows/,
      /text +from Crystal Clear Windows, answered: .*OFF/,
    ])
      await demo.says(line, 20_000)
    await fetch(`${await worker()}/cdn-cgi/local/scheduled?cron=*+*+*+*+*`)
    await demo.says(/text +to \+447700900119: .*£40\.00/, 20_000)
  })

  it('a partner pays in by clicking, and its money is there', async () => {
    const api = apiAt(await worker(), await value('Admin key'))
    const { url } = await api.post<{ url: string }>('/v1/partners/ptn_4/funds-link')
    const page = await chromium.visit(url)
    await page.getByRole('button', { name: 'Continue to PayPal' }).click()
    await page.getByText('No money moves.').waitFor()
    await page.getByRole('button', { name: 'Pay now' }).click()
    await page.getByRole('heading', { name: 'Thank you, your payment is here' }).waitFor()
    await demo.says(/payment +£120\.00 by PayPal from Crystal Clear Windows is here/, 20_000)
    const received = await fetch(await value('Demo buyers')).then((answer) => answer.text())
    expect(received).toContain('top_up.credited')
  })

  it('a second one in the same folder is refused, with where the first one is', async () => {
    const second = startDemo(checkout.folder)
    await second.says(/runs from this folder already/)
    expect(second.output()).toContain(await value('Open this page'))
    expect(await second.stop()).toBe(1)
  })

  it('Ctrl-C stops everything', async () => {
    const addresses = [
      await value('Open this page'),
      await value('Demo buyers'),
      await value('PayPal, a double'),
      await worker(),
    ]
    expect(await demo.stop()).toBe(0)
    const answers = await Promise.allSettled(addresses.map((address) => fetch(address)))
    expect(answers.map(({ status }) => status)).toEqual(Array(4).fill('rejected'))
  })

  it('the next start goes on with the same data and tells nothing twice', async () => {
    const before = { key: await value('Admin key'), form: await value('Hosted form') }
    demo = startDemo(checkout.folder)
    expect(await value('Admin key')).toBe(before.key)
    expect((await value('Hosted form')).split('/f/')[1]).toBe(before.form.split('/f/')[1])
    expect(demo.output()).toMatch(/Preparing the database: kept/)
    const leads = await apiAt(await worker(), before.key).all<{ fields: { email?: string } }>('/v1/leads')
    expect(leads.map(({ fields }) => fields.email)).toContain('demo-visitor@example.com')
    await send(await value('Open this page'), 'demo-second@example.com')
    await demo.says(/charged /, 20_000)
    expect(demo.output().match(/ captured /g)).toHaveLength(1)
  })
})

/** What a reader of the README pastes, from one of its chapters. */
function commandsUnder(heading: string): string {
  const chapter = readFileSync('README.md', 'utf8').split(`## ${heading}`)[1]!.split('\n## ')[0]!
  return [...chapter.matchAll(/```sh\n([\s\S]*?)```/g)].map((block) => block[1]).join('\n')
}

const sh = (commands: string, cwd: string): Promise<{ code: number; stdout: string; stderr: string }> =>
  new Promise((resolve) =>
    execFile('sh', ['-ec', commands], { cwd }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    ),
  )

const worker = async () => new URL(await value('API reference')).origin

/** Opens the demo website as a visitor and sends its form. */
async function send(address: string, email: string): Promise<void> {
  const page = await chromium.visit(address)
  const form = page.frameLocator('aside iframe')
  await form.locator('#f-firstName').fill('Alex')
  await form.locator('#f-lastName').fill('Sample')
  await form.locator('#f-email').fill(email)
  await form.locator('#f-phone').fill('020 7946 0018')
  await form.locator('#f-postcode').fill('M1 1AE')
  await form.getByText('Yes', { exact: true }).click()
  await form.getByText('Four to seven').click()
  await form.getByText('As soon as possible').click()
  await form.locator('#f-contactMe').check()
  await page.waitForTimeout(1600)
  await form.locator('button[type=submit]').click()
  await form.getByText('Thank you').waitFor()
}
