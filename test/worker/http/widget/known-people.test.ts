import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { addSuppressions } from '../../../../worker/operations/suppressions/add-suppressions.ts'
import { forgetAll, testCtx, testDb } from '../../../support/ctx.ts'
import { fields, openForm, post, postJson, seedUsualForms, typed } from '../../../support/form-visitor.ts'
import { setPreferences } from '../../../support/preferences.ts'

beforeEach(seedUsualForms)
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }))
afterEach(() => void vi.useRealTimers())

async function opened(): Promise<{ id: string; token: string }> {
  const { id, token } = await openForm()
  vi.setSystemTime(Date.now() + 10_000)
  return { id, token }
}

/** What a visitor can see of an answer, without what is different for everybody. */
async function seen(response: Response, id: string): Promise<string> {
  const headers = [...response.headers].filter(([name]) => name !== 'request-id')
  return JSON.stringify([response.status, headers, await response.text()]).replaceAll(id, 'ID')
}

const withScript = async () => {
  const { id, token } = await opened()
  return seen(await postJson({ id, token, trap: '', fields }), id)
}

const withoutScript = async () => {
  const { id, token } = await opened()
  return seen(await post({ 'lead-id': id, 'form-token': token, ...typed }), id)
}

const because = async () =>
  (await testDb().prepare('SELECT closed_because FROM leads ORDER BY id').all()).results.map(
    (row) => row.closed_because,
  )

describe.each([
  ['by its script', withScript],
  ['without one', withoutScript],
])('a form that is sent %s', (_, submit) => {
  it('promises to answer somebody who was here before like anyone else', async () => {
    await testDb().batch(setPreferences(testDb(), { dedupe: { ...all, match: ['email'], action: 'reject' } }))
    forgetAll()
    const first = await submit()
    expect(await submit()).toBe(first)
    expect(await because()).toEqual([null, 'DUPLICATE'])
  })

  it('promises to answer somebody who asked not to be contacted like anyone else', async () => {
    const anyone = await submit()
    await addSuppressions(testCtx(), { contacts: [fields.email], partnerId: null })
    expect(await submit()).toBe(anyone)
    expect(await because()).toEqual([null, 'SUPPRESSED'])
  })
})

const all = {
  mode: 'all',
  days: 30,
  scope: 'everywhere',

  combine: 'any',
  clusterOnce: false,
} as const
