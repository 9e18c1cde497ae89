import { beforeEach, describe, expect, it } from 'vitest'
import { updateBroker } from '../../../worker/operations/broker/update-broker.ts'
import { archiveLeadType } from '../../../worker/operations/lead-types/archive-lead-type.ts'
import { updateLeadType } from '../../../worker/operations/lead-types/update-lead-type.ts'
import { updatePartner } from '../../../worker/operations/partners/update-partner.ts'
import { listSetups } from '../../../worker/operations/setups/list-setups.ts'
import { readSetup } from '../../../worker/operations/setups/read-setup.ts'
import { updateSetup } from '../../../worker/operations/setups/update-setup.ts'
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
  rows,
  strangers,
} from '../../support/config.ts'
import { testCtx, testDb } from '../../support/ctx.ts'
import { meanwhile } from '../../support/meanwhile.ts'
import { queueFaults } from '../../support/queue-check.ts'

const ctx = () => testCtx({ actor: admin })

beforeEach(async () => {
  await makeBroker(ctx())
  await makeGroup(ctx())
  await makeType(ctx())
  await makePartner(ctx())
})

describe('createSetup', () => {
  it('promises a setup that follows the default price, at its places (F20, F38)', async () => {
    const made = await makeSetup(ctx(), { places: [' nw1', 'EC1A', 'SW'] })
    expect(made).toEqual({
      id: 'set_1',
      version: 1,
      partnerId: 'ptn_2',
      leadTypeId: 'typ_1',
      active: true,
      price: null,
      effectivePrice: gbp(1000),
      priority: 0,
      dailyLimit: 0,
      monthlyLimit: 0,
      weight: 1,
      filters: [],
      billing: null,
      acceptMinutes: 0,
      allAreas: false,
      places: ['EC1A', 'NW1', 'SW'],
      warnings: [],
    })
    expect(await readSetup(ctx(), 1)).toEqual(made)
    expect(await historyOf('set_1')).toMatchObject([{ event: 'created', data: { places: ['EC1A', 'NW1', 'SW'] } }])
    expect(await queueFaults()).toEqual([])
  })

  it('promises all areas as one turn', async () => {
    expect(await makeSetup(ctx(), { allAreas: true, price: gbp(700) })).toMatchObject({
      allAreas: true,
      places: [],
      price: gbp(700),
      effectivePrice: gbp(700),
    })
    expect(await rows('SELECT setup_id, place FROM setup_places')).toEqual([{ setup_id: 1, place: 0 }])
    expect(await queueFaults()).toEqual([])
  })

  it('promises to refuse an active setup without places, and to save one that is switched off (F38)', async () => {
    const nowhere = { code: 'INVALID_BODY', errors: ['/places NO_LOCATIONS_SET'] }
    expect(await refusal(makeSetup(ctx(), { places: [] }))).toEqual(nowhere)
    expect(await makeSetup(ctx(), { places: [], active: false })).toMatchObject({ places: [], warnings: [] })
    expect(await refusal(updateSetup(ctx(), 1, { active: true }))).toEqual(nowhere)
    expect(await updateSetup(ctx(), 1, { active: true, places: ['NW'] })).toMatchObject({ active: true })
    expect(await queueFaults()).toEqual([])
  })

  it('promises a warning to one that was saved like that before', async () => {
    await makeSetup(ctx(), { places: [], active: false })
    await testDb().prepare('UPDATE setups SET active = 1, version = 2 WHERE id = 1').run()
    expect((await readSetup(ctx(), 1)).warnings).toMatchObject([{ code: 'NO_LOCATIONS_SET' }])
  })

  it('promises a weight and filters as they were given (D2, D1.21)', async () => {
    const given = { weight: 40, filters: [{ field: 'postcode', op: 'present' }] }
    expect(await makeSetup(ctx(), given)).toMatchObject(given)
    expect(await readSetup(ctx(), 1)).toMatchObject(given)
    expect((await listSetups(ctx(), { limit: 1 })).items).toMatchObject([given])
    expect(await historyOf('set_1')).toMatchObject([{ data: given }])
  })

  it('promises a pointer to a filter that no lead of the type could answer', async () => {
    const filters = [
      { field: 'budget', op: 'atLeast', value: 5 },
      { field: 'postcode', op: 'is', value: true },
    ]
    expect(await refusal(makeSetup(ctx(), { filters }))).toEqual({
      code: 'INVALID_BODY',
      errors: ['/filters/0/field UNKNOWN_FIELD', '/filters/1/op WRONG_OPERATOR'],
    })
  })

  it('promises every bad field at once', async () => {
    const body = {
      partnerId: 'ptn_9',
      leadTypeId: 'typ_9',
      price: { amount: 1, currency: 'EUR' },
      places: ['NW1', 'QQ', 'NW', 'SW'],
    }
    expect(await refusal(makeSetup(ctx(), body))).toEqual({
      code: 'INVALID_BODY',
      errors: [
        '/partnerId NOT_FOUND',
        '/leadTypeId NOT_FOUND',
        '/price/currency WRONG_CURRENCY',
        '/places/0 OVERLAPPING_PLACES',
        '/places/1 UNKNOWN_PLACE',
      ],
    })
    expect(await refusal(makeSetup(ctx(), { allAreas: true, places: ['NW'] }))).toMatchObject({
      errors: ['/places NOT_WITH_ALL_AREAS'],
    })
  })

  it('promises none to a closed partner or for an archived type', async () => {
    await updatePartner(ctx(), 2, { status: 'closed' })
    await archiveLeadType(ctx(), 1)
    expect(await refusal(makeSetup(ctx()))).toMatchObject({ errors: ['/partnerId CLOSED', '/leadTypeId ARCHIVED'] })
  })

  it('promises SETUP_EXISTS to the second one of a partner and type, and leaves the queue alone', async () => {
    await makeSetup(ctx(), { places: ['NW'] })
    expect(await refusal(makeSetup(ctx(), { places: ['SW'] }))).toMatchObject({ code: 'SETUP_EXISTS' })
    expect(await queueFaults()).toEqual([])
    expect(await rows('SELECT count(*) AS n FROM turns')).toEqual([{ n: 1 }])
  })

  it('promises 3,000 districts in the statements of one', async () => {
    const letters = ['NW', 'SW', 'SE', 'BN', 'BS', 'CB', 'CF', 'CH', 'CM', 'CO', 'CR', 'CT', 'CV', 'CW', 'DA', 'DD']
    const more = ['DE', 'DG', 'DH', 'DL', 'DN', 'DT', 'DY', 'EH', 'EN', 'EX', 'FK', 'FY', 'GL', 'GU', 'HA']
    const districts = [...letters, ...more].flatMap((area) => Array.from({ length: 97 }, (_, n) => `${area}${n + 1}`))
    const places = districts.slice(0, 3000)
    expect((await makeSetup(ctx(), { places })).places).toHaveLength(3000)
    expect(await updateSetup(ctx(), 1, { priority: 5, places: places.slice(10) })).toMatchObject({ priority: 5 })
    expect(await queueFaults()).toEqual([])
  })
})

describe('updateSetup', () => {
  beforeEach(async () => {
    await makeSetup(ctx(), { places: ['NW', 'SW'] })
  })

  it('promises the change, and old and new in history', async () => {
    const changed = await updateSetup(ctx(), 1, { price: gbp(900), places: ['NW', 'SE1'], version: 1 })
    expect(changed).toMatchObject({ version: 2, price: gbp(900), effectivePrice: gbp(900), places: ['NW', 'SE1'] })
    expect((await historyOf('set_1'))[1]?.data).toEqual({
      changed: {
        price: [null, gbp(900)],
        places: [
          ['NW', 'SW'],
          ['NW', 'SE1'],
        ],
      },
    })
    expect(await queueFaults()).toEqual([])
  })

  it('promises to follow the default again when the price is taken away, also when that changes later (F20)', async () => {
    await updateSetup(ctx(), 1, { price: gbp(0) })
    expect((await readSetup(ctx(), 1)).effectivePrice).toEqual(gbp(0))
    await updateSetup(ctx(), 1, { price: null })
    await updateLeadType(ctx(), 1, { defaultPrice: gbp(4000) })
    expect(await readSetup(ctx(), 1)).toMatchObject({ price: null, effectivePrice: gbp(4000) })
  })

  it.each([
    ['allAreas: true', { allAreas: true }, { allAreas: true, places: [] }],
    ['allAreas: true and no places', { allAreas: true, places: [] }, { allAreas: true, places: [] }],
    ['other places', { places: ['SE'] }, { allAreas: false, places: ['SE'] }],
    ['no places', { places: [], active: false }, { allAreas: false, places: [], warnings: [] }],
    ['nothing about places', { priority: 3 }, { allAreas: false, places: ['NW', 'SW'] }],
  ])('promises what %s means', async (_, body, expected) => {
    expect(await updateSetup(ctx(), 1, body)).toMatchObject(expected)
    expect(await queueFaults()).toEqual([])
  })

  it.each([
    ['places', { places: ['SE'] }, { allAreas: false, places: ['SE'] }],
    ['allAreas: false', { allAreas: false, active: false }, { allAreas: false, places: [] }],
    ['an empty list alone', { places: [] }, { allAreas: true, places: [] }],
  ])('promises what %s means after all areas', async (_, body, expected) => {
    await updateSetup(ctx(), 1, { allAreas: true })
    expect(await updateSetup(ctx(), 1, body)).toMatchObject(expected)
    expect(await queueFaults()).toEqual([])
  })

  it.each([
    ['a missing one', 9, {}, 'NOT_FOUND', []],
    ['an older version', 1, { version: 3 }, 'VERSION_CONFLICT', []],
    ['places beside all areas', 1, { allAreas: true, places: ['NW'] }, 'INVALID_BODY', ['/places NOT_WITH_ALL_AREAS']],
    ['a place twice', 1, { places: ['NW', 'NW'] }, 'INVALID_BODY', ['/places/1 DUPLICATE_PLACE']],
    ['the last place gone', 1, { places: [] }, 'INVALID_BODY', ['/places NO_LOCATIONS_SET']],
    [
      'a filter on no field of the type',
      1,
      { filters: [{ field: 'budget', op: 'present' as const }] },
      'INVALID_BODY',
      ['/filters/0/field UNKNOWN_FIELD'],
    ],
  ])('promises to refuse %s', async (_, id, body, code, errors) => {
    expect(await refusal(updateSetup(ctx(), id, body))).toEqual({ code, errors })
    expect(await queueFaults()).toEqual([])
  })

  it('promises one winner among edits from the same version, and a queue in step with it', async () => {
    const edits = [{ places: ['SE'] }, { priority: 7 }, { allAreas: true }, { places: ['NW', 'SE'], priority: -7 }]
    const results = await Promise.allSettled(edits.map((body) => updateSetup(ctx(), 1, { ...body, version: 1 })))
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await queueFaults()).toEqual([])
  })

  it('promises that one which is off may keep a filter on a field that is gone, until it is switched on', async () => {
    await updateSetup(ctx(), 1, { filters: [{ field: 'postcode', op: 'present' }] })
    await updateSetup(ctx(), 1, { active: false })
    await updateLeadType(ctx(), 1, { fields: [{ name: 'email', kind: 'email', label: 'E-mail', required: true }] })
    expect(await updateSetup(ctx(), 1, { priority: 3 })).toMatchObject({ priority: 3 })
    const lost = { errors: ['/filters/0/field UNKNOWN_FIELD'] }
    expect(await refusal(updateSetup(ctx(), 1, { active: true }))).toMatchObject(lost)
    expect(await updateSetup(ctx(), 1, { active: true, filters: [] })).toMatchObject({ active: true })
  })

  it('promises that filters are not saved against fields that changed in the meantime', async () => {
    const db = meanwhile(testDb(), 1, () => updateLeadType(ctx(), 1, { description: 'Other' }))
    const filters = [{ field: 'postcode', op: 'present' as const }]
    expect(await refusal(updateSetup(testCtx({ actor: admin, db }), 1, { filters }))).toMatchObject({
      code: 'VERSION_CONFLICT',
    })
    expect(await readSetup(ctx(), 1)).toMatchObject({ version: 1, filters: [] })
  })

  it('promises that an edit which changes nothing leaves no trace', async () => {
    expect(await updateSetup(ctx(), 1, { places: ['SW', 'NW'] })).toMatchObject({ version: 1 })
    expect(await historyOf('set_1')).toHaveLength(1)
  })

  it('promises a dry run that names its effects and leaves the queue alone', async () => {
    const dry = testCtx({ actor: admin, dryRun: true })
    expect(await updateSetup(dry, 1, { priority: 9, places: ['SE'] })).toMatchObject({ priority: 9 })
    expect(dry.effects).toMatchObject([{ id: 'set_1', version: 2 }])
    expect(await readSetup(ctx(), 1)).toMatchObject({ version: 1, priority: 0, places: ['NW', 'SW'] })
    expect(await queueFaults()).toEqual([])
  })
})

describe('listSetups', () => {
  it('promises pages by id, of a partner or of a lead type, with how many places each has', async () => {
    await makeType(ctx(), { name: 'Windows' })
    await makePartner(ctx(), { name: 'Other' })
    await makeSetup(ctx(), { places: ['NW', 'SW'] })
    await makeSetup(ctx(), { leadTypeId: 'typ_2', allAreas: true })
    await makeSetup(ctx(), { partnerId: 'ptn_3' })
    const page = await listSetups(ctx(), { limit: 2 })
    expect(page.nextCursor).toBe('2')
    expect(page.items.map(({ id, placeCount, allAreas }) => [id, placeCount, allAreas])).toEqual([
      ['set_1', 2, false],
      ['set_2', 0, true],
    ])
    const ids = async (query: object) =>
      (await listSetups(ctx(), { limit: 50, ...query })).items.map(({ id }) => id).join(' ')
    expect(await ids({ partnerId: 2 })).toBe('set_1 set_2')
    expect(await ids({ leadTypeId: 1 })).toBe('set_1 set_3')
    expect(await ids({ leadTypeId: 1, partnerId: 3 })).toBe('set_3')
    expect((await listSetups(ctx(), { limit: 50, cursor: '2' })).items[0]).toMatchObject({ warnings: [] })
  })

  it('promises prices in the broker’s currency', async () => {
    await updateBroker(ctx(), { currency: 'EUR' })
    await makeSetup(ctx())
    const { items } = await listSetups(ctx(), { limit: 50 })
    expect(items[0]?.effectivePrice).toEqual({ amount: 1000, currency: 'EUR' })
  })
})

describe('who may', () => {
  it.each(strangers)('promises nothing to $kind', async (actor) => {
    const theirs = testCtx({ actor })
    const works = [makeSetup(theirs), readSetup(theirs, 1), listSetups(theirs, { limit: 1 })]
    for (const work of [...works, updateSetup(theirs, 1, {})])
      expect(await refusal(work)).toMatchObject({ code: 'NOT_ALLOWED' })
  })
})
