import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { brokerSettingsSchema } from '../../../contract/broker.ts'
import { checkLead } from '../../../contract/fields/lead-schema.ts'
import { formSettingsSchema } from '../../../contract/key.ts'
import { preferencesSchema } from '../../../contract/preferences.ts'
import { demoBroker } from '../../../examples/demo/broker.ts'
import { placeNamed } from '../../../worker/domain/places/schemes.ts'

const { leadGroups, partners, forms, leads, settings, preferences } = demoBroker
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
  ])('promises a partner that %s', (_, isOne) => {
    expect(partners.some(isOne)).toBe(true)
  })

  it('promises nobody’s real address, number or mailbox', () => {
    const text = JSON.stringify(demoBroker)
    const mailboxes = [...text.matchAll(/@([\w.-]+)/g)].map((match) => match[1]!)
    expect(mailboxes.filter((domain) => !/(^|\.)example\.(com|org)$/.test(domain))).toEqual([])
    const phones = [...text.matchAll(/"(0\d[\d ]{8,})"/g)].map((match) => match[1]!.replaceAll(' ', ''))
    const drama = /^(0207946|01134960|01614960|0292018)0?\d+$/
    expect(phones.length).toBeGreaterThan(3)
    expect(phones.filter((phone) => !drama.test(phone))).toEqual([])
  })
})

type Partner = (typeof partners)[number]

const buys = ({ buysTypes = {} }: Partner, name: string): boolean => name in buysTypes
