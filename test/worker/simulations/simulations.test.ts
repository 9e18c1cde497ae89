import * as v from 'valibot'
import { beforeEach, describe, expect, it } from 'vitest'
import { newSimulationSchema, type Simulation } from '../../../contract/simulation.ts'
import { hourMs, toIso } from '../../../contract/time.ts'
import { captureLead } from '../../../worker/operations/leads/capture-lead.ts'
import { runSimulation } from '../../../worker/operations/simulations/run-simulation.ts'
import {
  admin,
  gbp,
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
import { meteredDb } from '../../support/metered-db.ts'
import { leadIdAt } from '../../support/random.ts'

const noon = Date.UTC(2026, 5, 15, 12)
const ctx = (rest: object = {}) => testCtx({ actor: admin, now: noon + 24 * hourMs, ...rest })
const simulate = (body: object, rest: object = {}) => runSimulation(ctx(rest), v.parse(newSimulationSchema, body))

const wanted = { creditUnlimited: true, delivery: { email: { to: ['leads@example.com'] }, internet: null } }

/**
 * Six leads from Manchester at 10.00, one an hour. Partners 2 and 3 take leads from everywhere and got three each; 4
 * comes before them, but only in North West London; 5 has no setup yet. Partner 6 introduced the leads.
 */
beforeEach(async () => {
  await makeBroker(ctx())
  await makeGroup(ctx())
  await makeType(ctx(), { holdHours: 0 })
  for (const name of ['Two', 'Three', 'Four', 'Five']) await makePartner(ctx(), { name, ...wanted })
  await makePartner(ctx(), { name: 'Six', introduces: true })
  await makeSetup(ctx(), { partnerId: 'ptn_2' })
  await makeSetup(ctx(), { partnerId: 'ptn_3' })
  await makeSetup(ctx(), { partnerId: 'ptn_4', places: ['NW'], priority: 10 })
  for (let n = 0; n < 6; n++) await send(n)
})

const send = (n: number) => {
  const now = noon + n * hourMs
  const from = { id: leadIdAt(now, n), leadTypeId: 1, introducerId: 6, channel: 'json', pageUrl: null } as const
  return captureLead(testCtx({ now }), { ...from, fields: { postcode: 'M1 1AE' } })
}

/** `2: +3 30.00 -0 0.00`, for whom something changes. */
const changes = ({ partners }: Simulation): string[] =>
  partners
    .filter(({ gained, lost }) => gained.money.amount + lost.money.amount + gained.leads + lost.leads > 0)
    .map(({ partner, gained, lost }) => {
      const [more, less] = [gained, lost].map(({ leads, money }) => `${leads} ${(money.amount / 100).toFixed(2)}`)
      return `${partner.name}: +${more} -${less}`
    })
    .sort()

const proposals: [what: string, proposal: object, expected: string[]][] = [
  ['nothing at all', {}, []],
  [
    'a pause',
    { partners: [{ id: 'ptn_3', changes: { online: false } }] },
    ['Three: +0 0.00 -3 30.00', 'Two: +3 30.00 -0 0.00'],
  ],
  ['a higher price', { setups: [{ id: 'set_1', changes: { price: gbp(1500) } }] }, ['Two: +0 15.00 -0 0.00']],
  [
    'a lower default price',
    { leadTypes: [{ id: 'typ_1', changes: { defaultPrice: gbp(900) } }] },
    ['Three: +0 0.00 -0 3.00', 'Two: +0 0.00 -0 3.00'],
  ],
  [
    'one more place',
    { setups: [{ id: 'set_3', changes: { places: ['NW', 'M'] } }] },
    ['Four: +6 60.00 -0 0.00', 'Three: +0 0.00 -3 30.00', 'Two: +0 0.00 -3 30.00'],
  ],
  [
    'a setup that is not there yet',
    { newSetups: [{ partnerId: 'ptn_5', leadTypeId: 'typ_1', allAreas: true, priority: 5, price: gbp(2000) }] },
    ['Five: +6 120.00 -0 0.00', 'Three: +0 0.00 -3 30.00', 'Two: +0 0.00 -3 30.00'],
  ],
  [
    'a daily limit',
    { partners: [{ id: 'ptn_2', changes: { dailyLimit: 1 } }] },
    ['Three: +2 20.00 -0 0.00', 'Two: +0 0.00 -2 20.00'],
  ],
  [
    'a wider scope',
    { leadTypes: [{ id: 'typ_1', changes: { scope: 2 } }] },
    ['Three: +3 30.00 -0 0.00', 'Two: +3 30.00 -0 0.00'],
  ],
  [
    'a type that is left to people',
    { leadTypes: [{ id: 'typ_1', changes: { referralMethod: 'manual' } }] },
    ['Three: +0 0.00 -3 30.00', 'Two: +0 0.00 -3 30.00'],
  ],
]

describe('POST /v1/simulations', () => {
  it.each(proposals)('promises the difference that %s makes', async (_what, proposal, expected) => {
    const answer = await simulate({ last: 6, proposal })
    expect(changes(answer)).toEqual(expected)
    expect(answer.partnersChanged).toBe(expected.length)
    expect(answer.leads).toEqual({ count: 6, from: toIso(noon), until: toIso(noon + 5 * hourMs) })
    const served = { served: 6, referrals: { leads: 6, money: gbp(6000) } }
    expect([answer.baseline, answer.actual]).toMatchObject([{ ...served, unserved: 0, unservedBecause: [] }, served])
  })

  it('promises the shares that other weights give', async () => {
    const leadTypes = [{ id: 'typ_1', changes: { selection: 'weighted' } }]
    const setups = [{ id: 'set_1', changes: { weight: 2 } }]
    const { partners } = await simulate({ proposal: { leadTypes, setups } })
    const shares = partners.map(({ partner, proposed }) => `${partner.name} ${proposed.leads}`)
    expect(shares.sort()).toEqual(['Three 2', 'Two 4'])
  })

  it('promises to say why leads are left unserved', async () => {
    const partners = [2, 3].map((id) => ({ id: `ptn_${id}`, changes: { online: false } }))
    const setups = [{ id: 'set_2', changes: { active: false } }]
    const { proposed } = await simulate({ proposal: { partners, setups } })
    expect(proposed).toEqual({
      served: 0,
      unserved: 6,
      unservedBecause: [
        { code: 'OFFLINE', leads: 6 },
        { code: 'TYPE_NOT_SELECTED', leads: 6 },
      ],
      leftToPerson: 0,
      referrals: { leads: 0, money: gbp(0) },
    })
  })

  it('promises the leads of a window only, with the money and the caps that were there when it began', async () => {
    const from = toIso(noon + 2 * hourMs)
    const until = toIso(noon + 4 * hourMs)
    const proposal = { partners: [{ id: 'ptn_2', changes: { dailyLimit: 1 } }] }
    const answer = await simulate({ from, until, leadTypeId: 'typ_1', proposal })
    expect(answer.leads).toEqual({ count: 3, from, until })
    // One of the two leads before the window was partner 2's: its limit is reached when the window begins.
    expect(answer.proposed.referrals).toEqual({ leads: 3, money: gbp(3000) })
    expect(answer.partners.find(({ partner }) => partner.name === 'Two')?.proposed.leads).toBe(0)
  })

  it('promises to write nothing, whatever is proposed', async () => {
    const before = await everything()
    const { db, meter } = meteredDb(testDb())
    for (const [, proposal] of proposals) await simulate({ proposal }, { db })
    expect(meter.rowsWritten).toBe(0)
    expect(await everything()).toEqual(before)
  })

  it.each<[because: string, body: object, errors: string[]]>([
    ['a number of leads and a window', { last: 5, from: toIso(noon) }, ['/last ONE_OF']],
    ['an end without a beginning', { until: toIso(noon) }, ['/until ONE_OF']],
    ['an end before the beginning', { from: toIso(noon), until: toIso(noon - 1) }, ['/until BEFORE_START']],
    ['a lead type that is not there', { leadTypeId: 'typ_9' }, ['/leadTypeId NOT_FOUND']],
    [
      'everything that is wrong with the changes, each with its place',
      {
        proposal: {
          partners: [
            { id: 'ptn_2', changes: { online: false } },
            { id: 'ptn_3', changes: { status: 'pending', creditLimit: { amount: 1, currency: 'EUR' } } },
            { id: 'ptn_99', changes: {} },
            { id: 'ptn_2', changes: { version: 7 } },
          ],
          setups: [{ id: 'set_1', changes: { places: ['NOWHERE'] } }],
          newSetups: [{ partnerId: 'ptn_2', leadTypeId: 'typ_1', allAreas: true }],
          leadTypes: [{ id: 'typ_1', changes: { defaultPrice: { amount: 1, currency: 'EUR' } } }],
          preferences: { partnersPause: true },
        },
      },
      [
        '/proposal/preferences/partnersPause NOT_SIMULATED',
        '/proposal/partners/3/id GIVEN_TWICE',
        '/proposal/partners/1/changes/status NOT_PENDING_AGAIN',
        '/proposal/partners/1/changes/creditLimit/currency WRONG_CURRENCY',
        '/proposal/partners/2/id NOT_FOUND',
        '/proposal/partners/3/changes VERSION_CONFLICT',
        '/proposal/setups/0/changes/places/0 UNKNOWN_PLACE',
        '/proposal/newSetups/0 SETUP_EXISTS',
        '/proposal/leadTypes/0/changes/defaultPrice/currency WRONG_CURRENCY',
      ],
    ],
  ])('promises to refuse %s', async (_because, body, errors) => {
    expect(await refusal(simulate(body))).toMatchObject({ code: 'INVALID_BODY', errors })
  })

  it.each(strangers)('promises nothing to $kind', async (actor) => {
    expect((await refusal(simulate({}, { actor }))).code).toBe('NOT_ALLOWED')
  })
})

/** Every row of every table. */
async function everything(): Promise<Record<string, unknown[]>> {
  const tables = await rows<{ name: string }>(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%\\_cf\\_%' ESCAPE '\\'",
  )
  const contents = tables.map(async ({ name }) => [name, await rows(`SELECT * FROM "${name}"`)] as const)
  return Object.fromEntries(await Promise.all(contents))
}
