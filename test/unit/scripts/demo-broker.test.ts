import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { brokerSettingsSchema } from '../../../contract/broker.ts'
import { internetFormatIds } from '../../../contract/delivery.ts'
import { checkLead } from '../../../contract/fields/lead-schema.ts'
import { formSettingsSchema } from '../../../contract/key.ts'
import { referralMethods, selections } from '../../../contract/lead-type.ts'
import { preferencesSchema } from '../../../contract/preferences.ts'
import { newStageSchema } from '../../../contract/stage.ts'
import { newTemplateSchema } from '../../../contract/template.ts'
import { newWebhookSchema } from '../../../contract/webhook.ts'
import { demoBroker } from '../../../examples/demo/broker.ts'
import { filterProblems } from '../../../worker/domain/filters/filter-problems.ts'
import { placeNamed } from '../../../worker/domain/places/schemes.ts'
import { knownNames } from '../../../worker/domain/template/known-names.ts'
import { templateProblems } from '../../../worker/domain/template/template-problems.ts'

const { leadGroups, partners, terms, webhook, forms, leads, settings, preferences, stages, templates, automations } =
  demoBroker
const types = new Map(
  leadGroups.flatMap((group) =>
    group.leadTypes.map((type) => [type.name, { ...type, fields: [...group.fields, ...type.fields] }] as const),
  ),
)
const names = new Set(partners.map(({ name }) => name))

describe('the demo broker', () => {
  it('promises settings and forms that the API takes', () => {
    expect(v.safeParse(brokerSettingsSchema, settings).success).toBe(true)
    expect(v.safeParse(preferencesSchema, preferences).success).toBe(true)
    for (const stage of stages) expect(v.safeParse(newStageSchema, stage).success).toBe(true)
    for (const form of Object.values(forms)) expect(v.safeParse(formSettingsSchema, form.settings).success).toBe(true)
  })

  it('promises that everything it names is there', () => {
    const named = partners.flatMap(({ buysTypes = {} }) => Object.keys(buysTypes))
    expect([...named, ...leads.map((lead) => lead.leadType)].filter((name) => !types.has(name))).toEqual([])
    const introducers = [...Object.values(forms), ...leads].map(({ introducer }) => introducer)
    expect(introducers.filter((name) => name !== null && !names.has(name))).toEqual([])
    const places = partners.flatMap(({ buysTypes = {} }) =>
      Object.values(buysTypes).flatMap((each) => each.places ?? []),
    )
    expect(places.filter((place) => placeNamed(place) === null)).toEqual([])
    const visited = leads.flatMap(({ visit }) => visit?.partner ?? [])
    expect(visited.filter((name) => !names.has(name))).toEqual([])
  })

  it('promises filters and automations over fields that their lead type has', () => {
    const setups = partners.flatMap(({ buysTypes = {} }) => Object.entries(buysTypes))
    const filtered = [
      ...setups.map(([leadType, { filters = [] }]) => ({ leadType, filters })),
      ...automations.map(({ leadType, filters }) => ({ leadType, filters })),
    ].filter(({ filters }) => filters.length > 0)
    expect(filtered.length).toBeGreaterThan(2)
    for (const { leadType, filters } of filtered)
      expect(filterProblems(filters, types.get(leadType)!.fields, '/filters')).toEqual([])
  })

  it('promises automations whose stages and templates are there and say what their leads know', () => {
    const steps = automations.flatMap(({ leadType, steps }) => steps.map((step) => ({ leadType, step })))
    for (const { leadType, step } of steps) {
      if ('stage' in step) expect(stages.map(({ label }) => label)).toContain(step.stage)
      else {
        const template = v.parse(newTemplateSchema, {
          kind: 'automation',
          ...templates.find(({ name }) => name === step.email),
        })
        expect(templateProblems(template, knownNames(template.kind, types.get(leadType)!.fields))).toEqual([])
      }
    }
    expect(steps.some(({ step }) => step.wait)).toBe(true)
  })

  it('promises that its introducers may hand in what their forms are for (F7, F8)', () => {
    const open = leadGroups.filter(({ introducersMayRefer }) => introducersMayRefer)
    const types = open.flatMap((group) => group.leadTypes.map(({ name }) => name))
    expect(preferences.captureTool).toBe(true)
    expect(Object.values(forms).filter(({ leadType }) => !types.includes(leadType))).toEqual([])
  })

  it.each(leads.map((lead) => [lead.leadType, lead] as const))(
    'promises a lead for %s that its form takes',
    (name, lead) => {
      expect(checkLead(types.get(name)!.fields, lead.fields)).toMatchObject({ ok: true })
    },
  )

  it.each([
    ['pays in advance', (each: Partner) => each.payment !== undefined && !each.creditLimit],
    ['has credit', (each: Partner) => (each.creditLimit?.amount ?? 0) > 0],
    ['has credit without a limit', (each: Partner) => each.creditUnlimited === true],
    ['paused its leads', (each: Partner) => each.online === false],
    ['is capped for the day', (each: Partner) => (each.dailyLimit ?? 0) > 0],
    ['is out of hours by day', (each: Partner) => each.schedule?.windows.some(({ from, to }) => to < from) === true],
    ['is out of hours by night', (each: Partner) => each.schedule?.windows.some(({ from, to }) => from < to) === true],
    ['has given no FCA number where one is needed', (each: Partner) => !each.fcaNumber && buys(each, 'Mortgages')],
    ['takes some areas only', (each: Partner) => Object.values(each.buysTypes ?? {}).some(({ places }) => places)],
    ['has run out of money', (each: Partner) => (each.payment?.amount ?? Infinity) < 3000],
    ['has no delivery set', (each: Partner) => each.buys !== false && each.delivery === undefined],
    ['waits to be approved', (each: Partner) => each.status === 'pending'],
    ['introduces leads', (each: Partner) => each.introduces === true],
    ['takes calls', (each: Partner) => each.transferNumber !== undefined && buys(each, 'Life insurance')],
    ['gets in the morning what came in the night', (each: Partner) => each.queueUntilOpen === true],
    ['has holidays', (each: Partner) => (each.schedule?.holidays ?? []).length > 0],
    ['wants nobody twice', (each: Partner) => (each.repeatDays ?? 0) > 0],
    ['wants some leads only', (each: Partner) => Object.values(each.buysTypes ?? {}).some(({ filters }) => filters)],
  ])('promises a partner that %s', (_, isOne) => {
    expect(partners.some(isOne)).toBe(true)
  })

  it('promises a partner for every format of internet delivery, one by e-mail in its own words, and a reader of answers', () => {
    const ways = partners.flatMap(({ delivery }) => delivery ?? [])
    const formats = ways.flatMap(({ server, format = 'json' }) => (server === undefined ? [] : [format]))
    expect(new Set(formats)).toEqual(new Set(internetFormatIds))
    expect(
      ways.flatMap(({ letter }) => letter ?? []).filter((name) => !templates.some((each) => each.name === name)),
    ).toEqual([])
    expect(ways.some(({ letter }) => letter !== undefined)).toBe(true)
    expect(ways.some(({ answer }) => answer?.kind === 'reader')).toBe(true)
    expect(ways.some(({ server }) => server?.startsWith('/choosy/'))).toBe(true)
  })

  it('promises an offer, a later billing point, a share of the cost, terms, and money that runs low', () => {
    const setups = partners.flatMap(({ buysTypes = {} }) => Object.values(buysTypes))
    const charges = setups.flatMap(({ billing }) => billing?.charges ?? [])
    expect(setups.some(({ acceptMinutes }) => acceptMinutes)).toBe(true)
    expect(charges.some(({ point }) => point === 'converted')).toBe(true)
    expect(charges.some(({ costBps }) => costBps)).toBe(true)
    expect(terms.map(({ introducer }) => introducer).filter((name) => !names.has(name))).toEqual([])
    expect(terms.flatMap(({ leadType }) => leadType ?? []).filter((name) => !types.has(name))).toEqual([])
    expect(
      partners.some(({ lowFundsThreshold, lowFundsText, mobile }) => lowFundsThreshold && lowFundsText && mobile),
    ).toBe(true)
    expect(v.safeParse(newWebhookSchema, { ...webhook, url: 'http://127.0.0.1:4400/webhook' }).success).toBe(true)
  })

  it('promises a lead type for each way to refer a lead and to say who is next, and one that is not sold', () => {
    const all = [...types.values()]
    expect(new Set(all.map(({ referralMethod }) => referralMethod))).toEqual(new Set([...referralMethods, null]))
    expect(new Set(all.map(({ selection }) => selection ?? 'longest_wait'))).toEqual(new Set(selections))
  })

  it('promises a lead of somebody who asked not to be contacted', () => {
    const { suppressed } = demoBroker
    expect(leads.some(({ fields }) => suppressed.includes(String(fields.email)))).toBe(true)
  })

  it('promises nobody’s real address, number or mailbox', () => {
    const text = JSON.stringify(demoBroker)
    const mailboxes = [...text.matchAll(/\w@([\w.-]+)/g)].map((match) => match[1]!)
    expect(mailboxes.filter((domain) => !/(^|\.)example\.(com|org)$/.test(domain))).toEqual([])
    const phones = [...text.matchAll(/"(0\d[\d ]{8,})"/g)].map((match) => match[1]!.replaceAll(' ', ''))
    const drama = /^(0207946|01134960|01614960|0292018|07700900)0?\d+$/
    expect(phones.length).toBeGreaterThan(3)
    expect(phones.filter((phone) => !drama.test(phone))).toEqual([])
  })
})

type Partner = (typeof partners)[number]

const buys = ({ buysTypes = {} }: Partner, name: string): boolean => name in buysTypes
