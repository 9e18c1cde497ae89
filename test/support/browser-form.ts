import type { Frame, FrameLocator, Page } from 'playwright-core'
import { inject } from 'vitest'
import { formKeys } from './seed-forms.ts'

export type FormName = keyof typeof formKeys

/** The address of a form's own page. */
export const hostedForm = (name: FormName = 'pk_your_form_key'): string => `${inject('worker')}/f/${formKeys[name]}`

/** The form inside a host page, by the title of its frame. */
export const framed = (page: Page, title = 'Get a quote'): FrameLocator => page.frameLocator(`iframe[title="${title}"]`)

/** Longer than the Worker takes for the least that a person needs to fill in a form. */
export const leastFillMs = 1600

/** Fills in the usual form so that nothing is wrong with it. */
export async function fillIn(form: FrameLocator | Page | Frame, { email }: { email: string }): Promise<void> {
  await form.locator('#f-firstName').fill('Alex')
  await form.locator('#f-lastName').fill('Sample')
  await form.locator('#f-email').fill(email)
  await form.locator('#f-phone').fill('020 7946 0018')
  await form.locator('#f-postcode').fill('m1 1ae')
  await form.locator('#f-property').check()
  await form.locator('#f-contactMe').check()
}

export const submitButton = (form: FrameLocator | Page | Frame) => form.locator('button[type=submit]')

/** The leads that somebody with this e-mail address left, as the database has them. */
export const leadsOf = (email: string): Promise<StoredLead[]> =>
  rows(
    "SELECT id, channel, introducer_id, page_url, fields FROM leads WHERE json_extract(fields, '$.email') = ?",
    email,
  )

export interface StoredLead {
  id: string
  channel: string
  introducer_id: number | null
  page_url: string | null
  fields: string
}

/** Asks the house's database, which lives in another process, through the host website. */
export async function rows<Row>(sql: string, ...params: unknown[]): Promise<Row[]> {
  const response = await fetch(`${inject('host')}/rows`, { method: 'POST', body: JSON.stringify({ sql, params }) })
  return response.json() as Promise<Row[]>
}
