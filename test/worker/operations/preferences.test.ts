import * as v from 'valibot'
import { beforeEach, describe, expect, it } from 'vitest'
import { preferencesChangesSchema } from '../../../contract/preferences.ts'
import { commit } from '../../../db/commit.ts'
import { loadPreferences } from '../../../worker/operations/preferences/load-preferences.ts'
import { nominatedEmails } from '../../../worker/operations/preferences/nominated-emails.ts'
import { readPreferences } from '../../../worker/operations/preferences/read-preferences.ts'
import { updatePreferences } from '../../../worker/operations/preferences/update-preferences.ts'
import { admin, historyOf, refusal, rows, strangers } from '../../support/config.ts'
import { type TestCtx, testCtx } from '../../support/ctx.ts'

let ctx: TestCtx

beforeEach(() => {
  ctx = testCtx({ actor: admin })
})

const update = (body: object, by: TestCtx = ctx) => updatePreferences(by, v.parse(preferencesChangesSchema, body))

const shipped = {
  version: 0,
  partnersProvideFca: false,
  partnersPause: false,
  partnersPauseByText: false,
  buyerSignUp: false,
  signUpTerms: '',
  buyersChangeSettings: true,
  captureTool: false,
  introducersAnyGroup: false,
  notifyEmails: [],
  blockUnverifiedFca: false,
  allowOwnIntroduction: false,
  returnsRestoreCap: false,
  alwaysSubLead: false,
  rerouteRefused: true,
  failoverMinutes: 30,
  leadDeliveryTemplateId: null,
  textNumber: null,
  leadsOnPin: null,
  paypalPortal: false,
  paypalSignUp: false,
  topUpMinimum: null,
  topUpMaximum: null,
  topUpSuggested: [],
  vatBps: 2000,
}

describe('the preferences', () => {
  it('promise the defaults of F1 before anybody set anything', async () => {
    const { dedupe, returnPolicy, ...flags } = await readPreferences(ctx)
    expect(flags).toEqual(shipped)
    expect(dedupe.mode).toBe('off')
    expect(returnPolicy).toMatchObject({
      windowHours: 168,
      autoApprove: null,
      maxRateBps: null,
      reverseIntroducer: false,
    })
  })

  it('promise that a change is kept with old and new, and leaves the rest as it was', async () => {
    expect(await update({ partnersPause: true, textNumber: ' 60777 ' })).toMatchObject({
      version: 1,
      partnersPause: true,
      textNumber: '60777',
      buyersChangeSettings: true,
    })
    await update({ notifyEmails: ['fca@example.com'] })
    expect(await readPreferences(ctx)).toMatchObject({
      ...shipped,
      version: 2,
      partnersPause: true,
      textNumber: '60777',
      notifyEmails: ['fca@example.com'],
    })
    expect((await historyOf('preferences')).map(({ version, event, data }) => ({ version, event, data }))).toEqual([
      {
        version: 1,
        event: 'changed',
        data: { changed: { partnersPause: [false, true], textNumber: [null, '60777'] } },
      },
      { version: 2, event: 'changed', data: { changed: { notifyEmails: [[], ['fca@example.com']] } } },
    ])
  })

  it('promise that what was never set stays unset, and that null takes a value away', async () => {
    await update({ textNumber: '60777', captureTool: true })
    await update({ textNumber: null })
    expect(await rows('SELECT settings FROM preferences')).toEqual([{ settings: '{"captureTool":true}' }])
  })

  it('promise that dedupe is replaced as a whole', async () => {
    await update({ dedupe: { mode: 'window', days: 7, action: 'reject' } })
    expect((await update({ dedupe: { mode: 'all' } })).dedupe).toMatchObject({ mode: 'all', days: 30, action: 'link' })
  })

  it('promise that a change which changes nothing writes nothing', async () => {
    expect(await update({ partnersPause: false, buyersChangeSettings: true })).toMatchObject({ version: 0 })
    expect(await historyOf('preferences')).toEqual([])
  })

  it('promise to refuse a change that was made from another version', async () => {
    await update({ version: 0, partnersPause: true })
    expect(await refusal(update({ version: 0, captureTool: true }))).toMatchObject({ code: 'VERSION_CONFLICT' })
    expect((await loadPreferences(ctx)).settings.captureTool).toBe(false)
  })

  it('promise that of two changes at once each is kept or refused, and none is lost in silence', async () => {
    const changes = [{ partnersPause: true }, { captureTool: true }, { buyerSignUp: true }]
    const outcomes = await Promise.allSettled(changes.map((body) => update(body)))
    const done = outcomes.filter(({ status }) => status === 'fulfilled').length
    expect(done).toBeGreaterThan(0)
    expect((await loadPreferences(ctx)).version).toBe(done)
    expect(await historyOf('preferences')).toHaveLength(done)
  })

  it('promise that a dry run names the changed keys, old and new, and changes nothing', async () => {
    const dry = testCtx({ actor: admin, dryRun: true })
    expect(await update({ captureTool: true }, dry)).toMatchObject({ version: 1, captureTool: true })
    expect(dry.effects).toEqual([
      { id: 'preferences', version: 1, event: 'changed', data: { changed: { captureTool: [false, true] } } },
    ])
    expect(await loadPreferences(ctx)).toMatchObject({ version: 0, settings: { captureTool: false } })
  })

  it('promise to be one record that cannot change without its version', async () => {
    const write = ctx.db.prepare(`UPDATE preferences SET settings = '{"captureTool":true}'`)
    expect(await commit(ctx, { history: [], write: [write] })).toMatchObject({ refused: 'VERSION_NOT_RAISED' })
    const second = ctx.db.prepare("INSERT INTO preferences (id, version, settings) VALUES (2, 0, '{}')")
    expect(await commit(ctx, { history: [], write: [second] })).toMatchObject({ done: false })
  })

  it.each(strangers)('promise nothing to $kind', async (actor) => {
    const theirs = testCtx({ actor })
    expect(await refusal(readPreferences(theirs))).toMatchObject({ code: 'NOT_ALLOWED' })
    expect(await refusal(update({ captureTool: true }, theirs))).toMatchObject({ code: 'NOT_ALLOWED' })
  })

  it.each([
    [{ capturetool: true }],
    [{ captureTool: 'yes' }],
    [{ notifyEmails: ['nobody'] }],
    [{ notifyEmails: Array(21).fill('a@example.com') }],
    [{ textNumber: 'call us' }],
    [{ dedupe: { mode: 'sometimes' } }],
    [{ version: -1 }],
  ])('promise to refuse %o', (body) => {
    expect(v.safeParse(preferencesChangesSchema, body).success).toBe(false)
  })
})

describe('who is nominated', () => {
  it.each([
    ['the broker when nobody is', [], ['office@example.com']],
    ['each address once', ['a@example.com', 'A@example.com', 'b@example.com'], ['a@example.com', 'b@example.com']],
  ])('promises to be %s', async (_, notifyEmails, expected) => {
    const { settings } = await loadPreferences(ctx)
    expect(nominatedEmails({ ...settings, notifyEmails }, { notifyEmail: 'office@example.com' })).toEqual(expected)
  })
})
