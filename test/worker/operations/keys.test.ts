import { beforeEach, describe, expect, it } from 'vitest'
import { findActor } from '../../../worker/operations/access/find-key.ts'
import { listKeys } from '../../../worker/operations/keys/list-keys.ts'
import { revokeKey } from '../../../worker/operations/keys/revoke-key.ts'
import { updateLeadGroup } from '../../../worker/operations/lead-groups/update-lead-group.ts'
import { archiveLeadType } from '../../../worker/operations/lead-types/archive-lead-type.ts'
import { updatePartner } from '../../../worker/operations/partners/update-partner.ts'
import {
  admin,
  historyOf,
  makeBroker,
  makeGroup,
  makeKey,
  makePartner,
  makeType,
  refusal,
  rows,
  strangers,
} from '../../support/config.ts'
import { testCtx, testDb } from '../../support/ctx.ts'
import { setPreferences } from '../../support/preferences.ts'

const ctx = () => testCtx({ actor: admin })
const whose = (key: string) => findActor({ ...ctx(), defer: () => {} }, key, { mayUseCache: false })

const formKey = {
  kind: 'form',
  leadTypeId: 'typ_1',
  origins: ['https://www.example.com', 'https://www.example.com', 'http://localhost:8788'],
  form: { title: 'Ask us' },
}

beforeEach(async () => {
  await makeBroker(ctx())
  await makeGroup(ctx())
  await makeType(ctx())
  await makePartner(ctx())
  await testDb().batch(setPreferences(testDb(), { captureTool: true, introducersAnyGroup: true }))
})

describe('createKey', () => {
  it.each([
    ['admin', {}, /^bt_test_[\w-]{32}$/, { kind: 'admin' }],
    ['partner', { partnerId: 'ptn_2' }, /^bt_test_[\w-]{32}$/, { kind: 'partner', partnerId: 2 }],
    ['form', formKey, /^pk_[\w-]{32}$/, { kind: 'form', partnerId: null, leadTypeId: 1 }],
  ])('promises a key for %s that opens its door', async (kind, body, shape, actor) => {
    const { key, secret } = await makeKey(ctx(), { kind, ...body })
    expect(secret).toMatch(shape)
    expect(key).toMatchObject({ id: 'key_1', version: 1, kind, prefix: secret!.slice(0, 12), revokedAt: null })
    expect(await whose(secret!)).toMatchObject({ actor: { keyId: 1, keyVersion: 1, ...actor } })
  })

  it('promises live keys in production', async () => {
    const production = testCtx({ actor: admin, env: { ...ctx().env, ENVIRONMENT: 'production' } })
    expect((await makeKey(production)).secret).toMatch(/^bt_live_/)
  })

  it('promises that the key itself is kept nowhere: not in its row, in history or for a replay', async () => {
    const asked = testCtx({ actor: admin, idempotency: { key: 'k', bodyHash: 'h', status: 201 } })
    const { secret } = await makeKey(asked)
    const everything = [
      ...(await rows('SELECT * FROM access_keys')),
      ...(await rows('SELECT * FROM history')),
      ...(await rows('SELECT * FROM idempotency')),
    ]
    expect(JSON.stringify(everything)).not.toContain(secret!.slice(12))
    const [stored] = await rows<{ answer: string }>('SELECT answer FROM idempotency')
    expect(JSON.parse(stored!.answer)).toMatchObject({
      key: { id: 'key_1' },
      secret: null,
      note: 'The key was shown once, in the first answer to this request.',
    })
    expect(JSON.stringify(await historyOf('key_1'))).not.toMatch(/hash|secret/)
  })

  it('promises that no two keys are alike', async () => {
    const made = await Promise.all(Array.from({ length: 4 }, () => makeKey(ctx())))
    expect(new Set(made.map(({ secret }) => secret)).size).toBe(4)
    expect(new Set(made.map(({ key }) => key.id)).size).toBe(4)
  })

  it('promises a form its settings, and each website once', async () => {
    const { key } = await makeKey(ctx(), formKey)
    expect(key.origins).toEqual(['https://www.example.com', 'http://localhost:8788'])
    expect(key.form).toEqual({
      title: 'Ask us',
      intro: '',
      submitLabel: 'Send',
      thanks: 'Thank you. We have your request.',
      language: 'en-GB',
    })
  })

  it('promises that a dry run makes no key and shows none', async () => {
    const dry = testCtx({ actor: admin, dryRun: true })
    expect(await makeKey(dry)).toMatchObject({ secret: null, note: 'A dry run makes no key.' })
    expect(dry.effects).toMatchObject([{ id: 'key_1', event: 'created' }])
    expect(await rows('SELECT id FROM access_keys')).toEqual([])
  })

  it.each([
    ['a missing partner', { kind: 'partner', partnerId: 'ptn_9' }, ['/partnerId NOT_FOUND']],
    ['a closed partner', { kind: 'partner', partnerId: 'ptn_2' }, ['/partnerId CLOSED']],
    [
      'a form of nobody for nothing until yesterday',
      { ...formKey, partnerId: 'ptn_9', leadTypeId: 'typ_9', expiresAt: '2026-06-14T12:00:00Z' },
      ['/partnerId NOT_FOUND', '/leadTypeId NOT_FOUND', '/expiresAt IN_THE_PAST'],
    ],
    ['a form of a partner that does not introduce', { ...formKey, partnerId: 'ptn_3' }, ['/partnerId NOT_INTRODUCER']],
  ])('promises to refuse %s with every bad field', async (_, body, errors) => {
    await updatePartner(ctx(), 2, { status: 'closed' })
    await makePartner(ctx())
    expect(await refusal(makeKey(ctx(), body))).toEqual({ code: 'INVALID_BODY', errors })
  })

  it('promises no form of an introducer while the capture tool is off, and one of the broker’s own (F7)', async () => {
    await testDb().batch(setPreferences(testDb(), { captureTool: false }))
    const ofIntroducer = { ...formKey, partnerId: 'ptn_1' }
    expect(await refusal(makeKey(ctx(), ofIntroducer))).toMatchObject({ code: 'CAPTURE_DISABLED' })
    expect((await makeKey(ctx(), formKey)).key.partnerId).toBeNull()
  })

  it('promises no form of an introducer for a group that takes none of introducers (F8, F9)', async () => {
    const ofIntroducer = { ...formKey, partnerId: 'ptn_1' }
    await testDb().batch(setPreferences(testDb(), { introducersAnyGroup: false }))
    expect(await refusal(makeKey(ctx(), ofIntroducer))).toMatchObject({ errors: ['/leadTypeId GROUP_NOT_ALLOWED'] })
    await updateLeadGroup(ctx(), 1, { introducersMayRefer: true })
    expect((await makeKey(ctx(), ofIntroducer)).key.partnerId).toBe('ptn_1')
  })

  it('promises no form for an archived lead type', async () => {
    await archiveLeadType(ctx(), 1)
    expect(await refusal(makeKey(ctx(), formKey))).toMatchObject({ errors: ['/leadTypeId ARCHIVED'] })
  })
})

describe('revokeKey', () => {
  it('promises that the key opens nothing from then on, and that doing it twice changes nothing', async () => {
    const { secret } = await makeKey(ctx())
    const revoked = await revokeKey(ctx(), 1)
    expect(revoked).toMatchObject({ version: 2, revokedAt: '2026-06-15T12:00:00.000Z' })
    expect(await whose(secret!)).toBeNull()
    expect(await revokeKey(ctx(), 1)).toEqual(revoked)
    expect((await historyOf('key_1')).map(({ event }) => event)).toEqual(['created', 'revoked'])
  })

  it('promises that a key cannot revoke itself, and NOT_FOUND for none', async () => {
    await makeKey(ctx())
    const itself = testCtx({ actor: { kind: 'admin', keyId: 1, keyVersion: 1 } })
    expect(await refusal(revokeKey(itself, 1))).toMatchObject({ code: 'IN_USE' })
    expect(await refusal(revokeKey(itself, 9))).toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('listKeys', () => {
  it('promises pages by id, by kind and partner, and never a key or its hash', async () => {
    const { secret } = await makeKey(ctx())
    await makeKey(ctx(), { kind: 'partner', partnerId: 'ptn_2' })
    await makeKey(ctx(), formKey)
    const ids = async (query: object) => {
      const page = await listKeys(ctx(), { limit: 2, ...query })
      return [page.items.map(({ id }) => id).join(' '), page.nextCursor]
    }
    expect(await ids({})).toEqual(['key_1 key_2', '2'])
    expect(await ids({ cursor: '2' })).toEqual(['key_3', null])
    expect(await ids({ kind: 'form' })).toEqual(['key_3', null])
    expect(await ids({ partnerId: 2 })).toEqual(['key_2', null])
    const [row] = await rows<{ hash: string }>('SELECT hash FROM access_keys WHERE id = 1')
    const shown = JSON.stringify(await listKeys(ctx(), { limit: 50 }))
    expect(shown).not.toContain(secret!.slice(12))
    expect(shown).not.toContain(row!.hash)
  })
})

describe('who may', () => {
  it.each(strangers)('promises nothing to $kind', async (actor) => {
    const theirs = testCtx({ actor })
    for (const work of [makeKey(theirs), listKeys(theirs, { limit: 1 }), revokeKey(theirs, 1)])
      expect(await refusal(work)).toMatchObject({ code: 'NOT_ALLOWED' })
  })
})
