import { beforeEach, describe, expect, it } from 'vitest'
import { client } from '../../support/client.ts'
import { seedForeign } from '../../support/seed-access.ts'
import { seedLogin } from '../../support/seed-login.ts'
import { settledFetch } from '../../support/settled-fetch.ts'
import { secretOf } from '../../support/sign-up.ts'

const open = client({ fetch: settledFetch() })
const from = (address: string) => ({ headers: { 'CF-Connecting-IP': address } })

beforeEach(seedForeign)

const ask = async (email: string, address = '192.0.2.1') => {
  const { status, body } = await open.post('/v1/sign-in/codes', { email }, from(address))
  return { status, id: body.id as string }
}

const show = (codeId: string, code: string, address = '192.0.2.1') =>
  open.post('/v1/sign-in/sessions', { codeId, code }, from(address))

/** Sixty wrong tries, five for each of twelve codes that nobody has. */
async function tireOut(address: string): Promise<void> {
  for (let n = 0; n < 12; n += 1) {
    const { id } = await ask(`nobody-${n}@example.com`, address)
    for (let tries = 0; tries < 5; tries += 1) await show(id, '00000000', address)
  }
}

describe('guessing promises to be of no use:', () => {
  it('a caller who has tried too often uses up a code like everybody else', async () => {
    const { email } = await seedLogin()
    await tireOut('192.0.2.1')
    const { id } = await ask(email)
    const { digits } = await secretOf(id)
    for (let n = 0; n < 5; n += 1) expect((await show(id, '00000000')).status).not.toBe(201)
    expect((await show(id, digits)).status).toBe(422)
  })

  it('it is counted per code for strangers who try from many places', async () => {
    const { email } = await seedLogin()
    const { id } = await ask(email)
    const { digits } = await secretOf(id)
    for (let n = 0; n < 5; n += 1) await show(id, '00000000', `192.0.2.${n + 10}`)
    expect((await show(id, digits)).status).toBe(422)
  })
})

describe('asking for codes promises that', () => {
  it('a stranger who asks for codes of somebody all the time keeps that somebody from none', async () => {
    const { email } = await seedLogin()
    for (let n = 0; n < 8; n += 1) await ask(email, '198.51.100.7')
    expect((await ask(email, '198.51.100.7')).status).toBe(429)
    expect((await ask(email, '192.0.2.1')).status).toBe(202)
  })

  it('nobody’s mailbox is filled from many places either', async () => {
    const { email } = await seedLogin()
    const answers = []
    for (let n = 0; n < 45; n += 1) answers.push((await ask(email, `192.0.2.${n}`)).status)
    expect(answers.filter((status) => status === 202)).toHaveLength(30)
  })
})
