import { tokenFor } from '../../worker/http/people/sign-up/sign-up-page.tsx'
import { renewToken } from '../../worker/operations/forms/form-token.ts'
import { codeSecret } from '../../worker/operations/sign-in/code-secret.ts'
import { testCtx } from './ctx.ts'
import { setPreferences } from './preferences.ts'
import { db, seedOwners } from './seed-access.ts'
import { settledFetch } from './settled-fetch.ts'

const house = 'https://baton.example.com'

/** A broker whose sign-up is open, with one lead type on offer (typ_1). */
export async function seedSignUp(): Promise<void> {
  await seedOwners()
  await db().batch(setPreferences(db(), { buyerSignUp: true, notifyEmails: ['desk@example.com', 'head@example.com'] }))
}

/** What a careful person fills in. */
export const answers: Record<string, string | string[]> = {
  company: 'Northside Heating',
  contactName: 'Robin Example',
  phone: '020 7946 0123',
  email: 'robin@example.com',
  website: 'www.example.com',
  address: '1 Example Street\nLondon NW1 1AA',
  hours: 'week',
  day: ['1', '2'],
  'from-1': '09:00',
  'to-1': '17:30',
  'from-2': '09:00',
  'to-2': '17:30',
  type: ['typ_1'],
  where: 'some',
  area: ['SE'],
  districts: 'NW1, nw3',
  terms: 'yes',
}

/** Opens a page of the house as a browser would. */
export const visit = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  send(new Request(`${house}${path}`, { redirect: 'manual', headers }))

/** Sends a form of a page of the house. */
export function post(
  path: string,
  fields: Record<string, string | string[]>,
  headers: Record<string, string> = {},
): Promise<Response> {
  const body = new URLSearchParams(
    Object.entries(fields).flatMap(([name, value]) => [value].flat().map((text): [string, string] => [name, text])),
  )
  return send(new Request(`${house}${path}`, { method: 'POST', body, redirect: 'manual', headers }))
}

/** Opens the form, waits as long as a person would, and sends it. */
export async function signUp(
  changes: Record<string, string | string[]> = {},
  headers: Record<string, string> = {},
): Promise<Response> {
  return post('/signup', { ...answers, ...(await hiddenOf(await visit('/signup'))), ...changes }, headers)
}

/** What stands in a page unseen: its id and its token. The token is one that was issued a while ago. */
export async function hiddenOf(page: Response): Promise<Record<string, string>> {
  const html = await page.text()
  const id = /name="page-id" value="([^"]+)"/.exec(html)![1]!
  return { 'page-id': id, 'form-token': await renewToken(testCtx({ now: Date.now() }), tokenFor(id)) }
}

/** The id of the code that a redirect leads on to. */
export const codeIdOf = (response: Response): string => response.headers.get('Location')!.split('/').at(-1)!

/** What the letter about a code says. */
export const secretOf = (codeId: string) => codeSecret(testCtx(), codeId)

/** Letters are out when the answer comes. */
const send = settledFetch()
