import { beforeEach, describe, expect, it } from 'vitest'
import { client } from '../../../support/client.ts'
import { testCtx, testDb } from '../../../support/ctx.ts'
import { seedAdminKey, seedKey } from '../../../support/seed-access.ts'
import { buildWorld } from '../../../support/world.ts'

let admin: ReturnType<typeof client>
let partner: ReturnType<typeof client>

beforeEach(async () => {
  await buildWorld(testDb(), { partners: [{ id: 1 }, { id: 2 }] })
  admin = client({ key: await seedAdminKey() })
  partner = client({ key: (await seedKey({ kind: 'partner', partnerId: 2 })).key })
})

const ada = 'ada@example.com'
const number = '020 7946 0018'

const add = (by: typeof admin, contacts: string[], more: object = {}) =>
  by.post('/v1/suppressions', { contacts, ...more })
const remove = (contacts: string[], more: object = {}) =>
  admin.post('/v1/suppressions/remove', { contacts, reason: 'Asked again.', ...more })
const check = async (by: typeof admin, contacts: string[], more: object = {}) =>
  (await by.post('/v1/suppressions/check', { contacts, ...more })).body.results

const listed = async () => (await testDb().prepare('SELECT * FROM suppressions').all()).results
const written = async () =>
  (await testDb().prepare("SELECT * FROM history WHERE id LIKE 'sup_%' ORDER BY id").all()).results

describe('a suppression list', () => {
  it('promises to take e-mail addresses and telephone numbers in any spelling, once each', async () => {
    const { status, body } = await add(admin, [
      'ADA@Example.com',
      ' Ada Byron <ada@example.com> ',
      'mailto:ada@example.com',
      '+44 20 7946 0018',
      '(020) 7946-0018',
      'tel:+442079460018',
    ])
    expect([status, body]).toEqual([200, { added: 2, known: 4, unread: [] }])
    expect(await check(admin, [ada, number, '00 44 20 7946 0018', 'bob@example.com', '020 7946 0019'])).toEqual([
      'everybody',
      'everybody',
      'everybody',
      'none',
      'none',
    ])
  })

  it('promises to name each row that it cannot read by its place, and to take the others', async () => {
    const { body } = await add(admin, [ada, '', 'nobody', 'a@b', '123', 'x'.repeat(900), number])
    expect(body).toMatchObject({ added: 2, known: 0 })
    expect(body.unread.map(({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`)).toEqual(
      [1, 2, 3, 4, 5].map((row) => `/contacts/${row} UNREADABLE`),
    )
    expect(await check(admin, ['nobody', ada])).toEqual(['unread', 'everybody'])
  })

  it('promises that a repeat changes nothing and leaves no trace', async () => {
    await add(admin, [ada, number])
    const before = [await listed(), await written()]
    expect((await add(admin, [number, ada])).body).toEqual({ added: 0, known: 2, unread: [] })
    expect([await listed(), await written()]).toEqual(before)
  })

  it('promises never to keep or tell the person', async () => {
    await add(admin, [ada, number, 'unreadable words'])
    await remove([ada], { reason: 'Wrote to us on Monday.' })
    const kept = JSON.stringify([await listed(), await written()])
    expect(kept).not.toMatch(/ada|example|7946|0018|unreadable/i)
    expect(await written()).toMatchObject([
      { version: 1, event: 'suppressions.added', data: '{"list":"everybody","count":2}' },
      { version: 1, event: 'suppressions.removed' },
    ])
    expect(JSON.parse((await written())[1]!.data as string)).toMatchObject({
      count: 1,
      reason: 'Wrote to us on Monday.',
      keys: [expect.stringMatching(/^[\w-]{22}$/)],
    })
  })

  it('promises to let go of whom an admin removes, and to say who was not there', async () => {
    await add(admin, [ada, number])
    expect((await remove([ada, 'bob@example.com', '?'])).body).toMatchObject({ removed: 1, missing: 1 })
    expect(await check(admin, [ada, number])).toEqual(['none', 'everybody'])
    expect((await remove([ada])).body).toEqual({ removed: 0, missing: 1, unread: [] })
    expect(await written()).toHaveLength(2)
  })

  it('promises that a removal has leads that wait looked at again', async () => {
    const held = { location: 'held', id: `lead_0195e2f4-6a3c-7b21-8d4e-5f6000000000` }
    await testDb()
      .prepare(
        `INSERT INTO leads (id, version, lead_type_id, channel, received_at, location, stage, fields, submission_hash)
         VALUES (?, 1, 1, 'json', 1, ?, 'new', '{}', '')`,
      )
      .bind(held.id, held.location)
      .run()
    await add(admin, [ada], { partnerId: 'ptn_1' })
    await testDb().prepare('DELETE FROM looks').run()
    await remove([ada], { partnerId: 'ptn_1' })
    expect(await testDb().prepare('SELECT lead_type_id, due FROM looks').all()).toMatchObject({
      results: [{ lead_type_id: 1, due: 0 }],
    })
  })

  it('promises that a dry run writes nothing and says what it would have come to', async () => {
    const { body } = await admin.post('/v1/suppressions?dryRun=true', { contacts: [ada] })
    expect(body).toMatchObject({ dryRun: true, body: { added: 1 }, effects: [{ event: 'suppressions.added' }] })
    expect([await listed(), await written()]).toEqual([[], []])
  })

  it('promises to take five thousand at once, and no more', async () => {
    const contacts = Array.from({ length: 5000 }, (_, n) =>
      n % 2 === 0 ? `person${n}@example.com` : `+44 7700 900${String(n % 1000).padStart(3, '0')}`,
    )
    const { status, body } = await add(admin, contacts)
    expect([status, body.added, body.known]).toEqual([200, 3000, 2000])
    expect(await listed()).toHaveLength(3000)
    expect((await add(admin, [...contacts, ada])).status).toBe(422)
  })

  it('promises that of many imports at once none is turned away and each person is kept once', async () => {
    const lists = Array.from({ length: 20 }, (_, i) => [ada, number, `person${i}@example.com`])
    const answers = await Promise.all(lists.map((contacts) => add(admin, contacts)))
    expect(answers.map(({ status }) => status)).toEqual(lists.map(() => 200))
    expect(await listed()).toHaveLength(22)
  })
})

describe('whose list it is', () => {
  it('promises that a partner fills and asks its own list, and no other sees it', async () => {
    expect((await add(partner, [ada])).body.added).toBe(1)
    expect(await check(partner, [ada])).toEqual(['partner'])
    expect(await check(admin, [ada])).toEqual(['none'])
    expect(await check(admin, [ada], { partnerId: 'ptn_2' })).toEqual(['partner'])
    expect(await check(admin, [ada], { partnerId: 'ptn_1' })).toEqual(['none'])
    expect(await written()).toMatchObject([{ data: '{"list":"ptn_2","count":1}' }])
  })

  it('promises that a partner may name itself', async () => {
    expect((await add(partner, [ada], { partnerId: 'ptn_2' })).status).toBe(200)
  })

  it('promises that everybody’s list tells a partner nothing, and an admin all', async () => {
    await add(admin, [ada])
    expect(await check(partner, [ada])).toEqual(['none'])
    await add(partner, [ada])
    expect(await check(admin, [ada], { partnerId: 'ptn_2' })).toEqual(['everybody'])
  })

  it.each(['/v1/suppressions', '/v1/suppressions/check'])(
    'promises at %s that another partner is as absent as one that is not there',
    async (path) => {
      const [foreign, missing] = await Promise.all(
        ['ptn_1', 'ptn_99'].map((partnerId) => partner.post(path, { contacts: [ada], partnerId })),
      )
      expect([foreign!.status, foreign!.body.code]).toEqual([404, 'NOT_FOUND'])
      expect({ ...foreign!.body, requestId: '' }).toEqual({ ...missing!.body, requestId: '' })
    },
  )

  it('promises that only an admin removes', async () => {
    const body = { contacts: [ada], reason: 'Ours.' }
    expect((await partner.post('/v1/suppressions/remove', body)).status).toBe(403)
    const form = client({ key: (await seedKey({ kind: 'form' })).key })
    expect((await form.post('/v1/suppressions/check', { contacts: [ada] })).status).toBe(403)
    expect((await client().post('/v1/suppressions', { contacts: [ada] })).status).toBe(401)
  })

  it('promises an admin that names nobody’s list a pointer', async () => {
    const { status, body } = await add(admin, [ada], { partnerId: 'ptn_99' })
    expect([status, body.errors]).toEqual([
      422,
      [expect.objectContaining({ pointer: '/partnerId', code: 'NOT_FOUND' })],
    ])
  })

  it.each([
    ['nobody', { contacts: [] }, '/contacts'],
    ['a number that is no text', { contacts: [442079460018] }, '/contacts/0'],
    ['no list', {}, '/contacts'],
    ['a key that nobody knows', { contacts: [ada], forever: true }, '/forever'],
  ])('promises to refuse %s', async (_, body, pointer) => {
    const answer = await admin.post('/v1/suppressions', body)
    expect([answer.status, answer.body.errors[0].pointer]).toEqual([422, pointer])
  })

  it('promises to refuse a removal without a reason', async () => {
    const { status, body } = await remove([ada], { reason: ' ' })
    expect([status, body.errors[0].pointer]).toEqual([422, '/reason'])
  })
})

describe('the key of a person', () => {
  it('promises to be the one under which their leads are filed, and to depend on the broker’s secret', async () => {
    const { personKeys } = await import('../../../../worker/operations/people/person-keys.ts')
    await add(admin, [ada])
    const fields = [{ name: 'mail', kind: 'email', label: '', required: false }]
    const keyUnder = async (secret: string) =>
      (await personKeys(secret, { fields, values: { mail: 'Ada@example.com' } }))[0]!.key
    expect(await listed()).toMatchObject([{ key: await keyUnder(testCtx().env.TENANT_SECRET) }])
    expect(await listed()).not.toMatchObject([{ key: await keyUnder('another secret') }])
  })
})
