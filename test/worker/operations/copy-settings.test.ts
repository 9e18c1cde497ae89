import * as v from 'valibot'
import { beforeEach, describe, expect, it } from 'vitest'
import { copySettingsSchema } from '../../../contract/lead-type.ts'
import { archiveLeadType } from '../../../worker/operations/lead-types/archive-lead-type.ts'
import { copySettings } from '../../../worker/operations/lead-types/copy-settings.ts'
import { readLeadType } from '../../../worker/operations/lead-types/read-lead-type.ts'
import { updateLeadType } from '../../../worker/operations/lead-types/update-lead-type.ts'
import {
  admin,
  gbp,
  historyOf,
  makeBroker,
  makeGroup,
  makePartner,
  makeSetup,
  makeType,
  refusal,
  strangers,
} from '../../support/config.ts'
import { testCtx, testDb } from '../../support/ctx.ts'
import { meanwhile } from '../../support/meanwhile.ts'
import { allTurns, queueFaults } from '../../support/queue-check.ts'

const ctx = () => testCtx({ actor: admin })

const copy = (body: object, by = ctx()) => copySettings(by, 1, v.parse(copySettingsSchema, body))

/** typ_1 has settings of its own, typ_2 and typ_3 the usual ones. */
beforeEach(async () => {
  await makeBroker(ctx())
  await makeGroup(ctx())
  await makeType(ctx(), { name: 'One', scope: 3, selection: 'weighted', holdHours: 5, defaultPrice: gbp(700) })
  for (const name of ['Two', 'Three']) await makeType(ctx(), { name, description: `About ${name}` })
})

describe('copying settings (F23)', () => {
  it('promises every target all that can be copied, each with its history, and its own name and fields', async () => {
    const { items } = await copy({ to: ['typ_2', 'typ_3'] })
    const changed = ['defaultPrice', 'scope', 'selection', 'holdHours']
    expect(items).toEqual([
      { leadTypeId: 'typ_2', name: 'Two', version: 2, changed, warnings: [] },
      { leadTypeId: 'typ_3', name: 'Three', version: 2, changed, warnings: [] },
    ])
    expect(await readLeadType(ctx(), 3)).toMatchObject({
      name: 'Three',
      description: 'About Three',
      scope: 3,
      selection: 'weighted',
      holdHours: 5,
      defaultPrice: gbp(700),
    })
    expect((await historyOf('typ_3'))[1]).toMatchObject({
      event: 'changed',
      data: { copiedFrom: 'typ_1', changed: { scope: [1, 3], defaultPrice: [gbp(1000), gbp(700)] } },
    })
    expect(await readLeadType(ctx(), 1)).toMatchObject({ version: 1 })
  })

  it('promises the settings that were named and no others', async () => {
    const { items } = await copy({ to: ['typ_2'], settings: ['scope', 'requireFca'] })
    expect(items).toMatchObject([{ changed: ['scope'] }])
    expect(await readLeadType(ctx(), 2)).toMatchObject({ scope: 3, holdHours: 72, selection: 'longest_wait' })
  })

  it('promises that a target which has them already keeps its version', async () => {
    await copy({ to: ['typ_2'] })
    expect((await copy({ to: ['typ_2', 'typ_3'] })).items).toMatchObject([
      { leadTypeId: 'typ_2', version: 2, changed: [] },
      { leadTypeId: 'typ_3', version: 2, changed: ['defaultPrice', 'scope', 'selection', 'holdHours'] },
    ])
    expect(await historyOf('typ_2')).toHaveLength(2)
  })

  it('promises a dry run that says what each would get, and changes nothing', async () => {
    const dry = testCtx({ actor: admin, dryRun: true })
    expect((await copy({ to: ['typ_2', 'typ_3'] }, dry)).items.map(({ changed }) => changed.length)).toEqual([4, 4])
    expect(dry.effects).toMatchObject([
      { id: 'typ_2', version: 2, data: { changed: { scope: [1, 3] } } },
      { id: 'typ_3', version: 2 },
    ])
    expect(await readLeadType(ctx(), 2)).toMatchObject({ version: 1, scope: 1 })
  })

  it('promises the warnings of each target: who follows its price, and what is asked for in vain', async () => {
    await updateLeadType(ctx(), 1, { requireFca: true, requireConsent: true })
    await makePartner(ctx())
    await makeSetup(ctx(), { leadTypeId: 'typ_2' })
    const { items } = await copy({ to: ['typ_2', 'typ_3'] })
    expect(items.map(({ warnings }) => warnings.map(({ code }) => code))).toEqual([
      ['FCA_NOT_SELF_SERVICE', 'CONSENT_NOT_ASKED', 'REPRICES_PARTNERS'],
      ['FCA_NOT_SELF_SERVICE', 'CONSENT_NOT_ASKED'],
    ])
  })

  it('promises a queue that follows the selection which was copied', async () => {
    await makePartner(ctx())
    await makeSetup(ctx(), { leadTypeId: 'typ_2', weight: 40 })
    await copy({ to: ['typ_2'] })
    expect(await allTurns()).toMatchObject([{ weight: 40 }])
    expect(await queueFaults()).toEqual([])
  })

  it.each([
    ['a missing one', ['typ_2', 'typ_9'], ['/to/1 NOT_FOUND']],
    ['itself', ['typ_1'], ['/to/0 SAME']],
    ['one twice', ['typ_2', 'typ_2'], ['/to/1 DUPLICATE']],
    ['an archived one', ['typ_3', 'typ_2'], ['/to/0 ARCHIVED']],
    ['one without fields, which cannot be referable', ['typ_4'], ['/to/0 NO_FIELDS']],
  ])('promises to refuse %s by its pointer, and to leave all as they were', async (_, to, errors) => {
    await archiveLeadType(ctx(), 3)
    await makeType(ctx(), { name: 'Bare', fields: [], referralMethod: null })
    expect(await refusal(copy({ to }))).toEqual({ code: 'INVALID_BODY', errors })
    expect(await readLeadType(ctx(), 2)).toMatchObject({ version: 1 })
  })

  it('promises NOT_FOUND where there is nothing to copy from', async () => {
    const body = v.parse(copySettingsSchema, { to: ['typ_2'] })
    expect(await refusal(copySettings(ctx(), 9, body))).toMatchObject({ code: 'NOT_FOUND' })
  })

  it('promises what the source says when it is committed, not what it said before', async () => {
    const db = meanwhile(testDb(), 1, () => updateLeadType(ctx(), 1, { scope: 7 }))
    await copy({ to: ['typ_2'] }, testCtx({ actor: admin, db }))
    expect(await readLeadType(ctx(), 2)).toMatchObject({ scope: 7, version: 2 })
  })

  it.each(strangers)('promises nothing to $kind', async (actor) => {
    expect(await refusal(copy({ to: ['typ_2'] }, testCtx({ actor })))).toMatchObject({ code: 'NOT_ALLOWED' })
  })
})
