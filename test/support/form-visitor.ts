import { exports } from 'cloudflare:workers'
import { db } from './seed-access.ts'
import { formKeys, seedForms } from './seed-forms.ts'

export const house = 'https://leads.example.com'
export const listed = 'https://www.example.com'
export const formKey = formKeys.pk_your_form_key

export const seedUsualForms = (): Promise<void> => seedForms(db(), { origins: [listed] })

/** Somebody with a browser and a form in front of them. Redirects are answers here. */
export const send = (path: string, init: RequestInit = {}): Promise<Response> =>
  (exports as unknown as { default: Fetcher }).default.fetch(new Request(house + path, { redirect: 'manual', ...init }))

/** The form as it is shown: its page, and the id and the token in it. */
export async function openForm(key: string = formKey): Promise<{ page: string; id: string; token: string }> {
  const page = await (await send(`/f/${key}`)).text()
  return { page, id: inputValue(page, 'lead-id'), token: inputValue(page, 'form-token') }
}

/** The value of an input in a page's markup. */
export const inputValue = (page: string, name: string): string =>
  new RegExp(`name="${name}"[^>]*? value="([^"]*)"`).exec(page)?.[1] ?? ''

/** What the usual form takes. */
export const answers = {
  firstName: 'Alex',
  lastName: 'Sample',
  email: 'alex@example.com',
  phone: '020 7946 0018',
  postcode: 'M1 1AE',
  property: 'house',
}

/** As a form posts them: a ticked box sends its value. */
export const typed = { ...answers, contactMe: 'v1' }

/** As a script sends them. */
export const fields = { ...answers, contactMe: { granted: true, version: 'v1' } }

export const post = (inputs: Record<string, string>, init: RequestInit = {}): Promise<Response> =>
  send(`/f/${formKey}`, { method: 'POST', body: new URLSearchParams(inputs), ...init })

export const postJson = (body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  send(`/f/${formKey}/leads`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })

export async function storedLeads(): Promise<{ id: string; fields: string; page_url: string | null }[]> {
  return (await db().prepare('SELECT id, fields, page_url FROM leads ORDER BY id').all()).results as never
}
