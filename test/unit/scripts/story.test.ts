import { stripVTControlCharacters } from 'node:util'
import { describe, expect, it } from 'vitest'
import type { Chapter } from '../../../scripts/story/chapter.ts'
import { formatLine } from '../../../scripts/story/line.ts'
import { eventKey, headed, tell } from '../../../scripts/story/tell.ts'
import {
  at,
  chapter,
  event,
  leadId,
  moved,
  partner,
  referral,
  refId,
  reported,
  settled,
  trace,
} from './story-chapter.ts'

const told = (given: Chapter, before: string[] = []): string[] =>
  tell(given, (happened) => before.includes(eventKey(happened))).map(({ step, text }) => `${step}: ${text}`)

const captured = event('lead.captured', { location: 'routed' })

describe('the story of a lead', () => {
  it('promises a line a step, from capture to charge', () => {
    const delivery = {
      outcome: 'accepted',
      because: null,
      via: 'internet',
      remoteId: 'CC-1',
      tookMs: 14,
      retryAt: null,
    }
    const given = chapter(
      {
        introducer: 'ptn_2',
        pageUrl: 'http://localhost:4300/',
        referrals: [referral('ptn_3', 'Crystal Clear Windows')],
        timeline: [captured, event('referral.delivery', { ...delivery, money: 'settle' }, { id: refId('ptn_3') })],
      },
      {
        report: [
          reported('ptn_3', 'Crystal Clear Windows', 'ALREADY_REFERRED', 'NO_CREDIT'),
          reported('ptn_4', 'Albion Home Group'),
          reported('ptn_5', 'Severn Windows', 'OFFLINE', 'NO_LOCATIONS_SET'),
          reported('ptn_6', 'Ember Boilers', 'TYPE_NOT_SELECTED'),
          reported('ptn_2', 'Cosy Homes Magazine', 'NOT_BUYER', 'TYPE_NOT_SELECTED'),
        ],
        partners: { ptn_2: partner('Cosy Homes Magazine'), ptn_3: partner('Crystal Clear Windows') },
        statements: { ptn_3: [settled('ptn_3', 52_400)] },
      },
    )
    expect(told(given)).toEqual([
      `captured: Double glazing, from Cosy Homes Magazine, http://localhost:4300/ · ${leadId}`,
      'eligible: Crystal Clear Windows, at £38.00',
      'eligible: Albion Home Group, at £38.00; not this time: 3 at most',
      'not eligible: Severn Windows paused its leads; has chosen no places yet',
      'not eligible: 1 other does not buy this lead type',
      'referred: to Crystal Clear Windows for £38.00',
      'delivered: Crystal Clear Windows accepted it in 14 ms, as CC-1',
      'charged: Crystal Clear Windows £38.00, £524.00 left',
    ])
  })

  it('promises each event once', () => {
    const given = chapter({ timeline: [captured, event('lead.held', { location: 'held' }, { version: 2 })] })
    const keys = given.lead.timeline.map(eventKey)
    expect(new Set(keys).size).toBe(2)
    expect(told(given, keys)).toEqual([])
    expect(told(given, keys.slice(0, 1))).toHaveLength(1)
  })

  it('promises what the decision itself said of a partner, not what became of the partner since', () => {
    const considered = {
      setup: 'set_1',
      arm: 'M',
      priceMinor: 4100,
      band: 0,
      rank: 0,
      position: null,
      versions: { partner: 1, setup: 1 },
    }
    const failure = { code: 'DAILY_LIMIT' as const, title: '', values: { limit: 1, used: 1 } }
    const left = trace({ considered: [{ ...considered, partner: 'ptn_3', failures: [failure] }] })
    const given = chapter({ trace: left, timeline: [captured] }, { report: [reported('ptn_3', 'Lantern Windows')] })
    expect(told(given)).toContain('not eligible: Lantern Windows has its leads for today (1 of 1)')
  })

  it('promises to explain the first look even when the lead went on at once', () => {
    const later = '2026-06-01T10:00:00.200Z'
    const given = chapter(
      {
        trace: trace({ at: later, wanted: 1 }),
        referrals: [referral('ptn_3', 'One'), referral('ptn_4', 'Two', { referredAt: later })],
        timeline: [captured, event('lead.routed', { location: 'routed' }, { version: 2, at: later })],
      },
      { report: [reported('ptn_3', 'One', 'ALREADY_REFERRED'), reported('ptn_4', 'Two', 'ALREADY_REFERRED')] },
    )
    expect(told(given).slice(1)).toEqual([
      'eligible: One, at £38.00',
      'eligible: Two, at £38.00; not this time: 3 at most',
      'referred: to One for £38.00',
      'referred: to Two for £38.00',
    ])
  })
})

describe('a lead that something happens to later', () => {
  it('promises to say which one, and not to say it twice', () => {
    const waiting = chapter({ timeline: [event('lead.archived', {}, { version: 3 })] })
    expect(
      headed(
        tell(waiting, () => false),
        waiting.lead,
      ),
    ).toMatchObject([
      { at, step: 'lead', text: `Double glazing · ${leadId}` },
      { at, step: 'put away' },
    ])
    const arriving = chapter({ timeline: [captured] })
    const lines = tell(arriving, () => false)
    expect(headed(lines, arriving.lead)).toEqual(lines)
    expect(headed([], arriving.lead)).toEqual([])
  })
})

describe('a lead that waits', () => {
  it.each([
    [
      'nobody can take it',
      'immediate',
      'held',
      /^held: nobody can take it now. Looked at again whenever a cause ends, until Thu 4 Jun 11:00$/,
    ],
    ['nobody took it in time', 'immediate', 'pending', /^unreferred: nobody took it in 72 hours: the broker is told/],
    ['it is referred by hand', 'manual', 'pending', /^waiting: for a person, who refers it by hand.*\/refer$/],
    ['it needs an appointment', 'appointment', 'pending', /^waiting: for a person, who sets an appointment.*\/refer$/],
    ['it goes by telephone', 'transfer', 'pending', /^waiting: for a person, who puts the caller through.*\/refer$/],
    ['its type is not sold', null, 'pending', /^waiting: Double glazing leads are not sold/],
  ] as const)('promises to say why: %s', (_, referralMethod, location, last) => {
    const lead = { trace: location === 'held' ? trace() : null, timeline: [event('lead.captured', { location })] }
    const lines = told(chapter(lead, { leadType: { referralMethod, holdHours: 72 } }))
    expect(lines.at(-1)).toMatch(last)
  })

  it('promises to explain anew why nobody took it when its time is up', () => {
    const timeline = [event('lead.unreferred', { location: 'pending' }, { version: 2 })]
    const report = [reported('ptn_3', 'One', 'OFFLINE')]
    expect(told(chapter({ timeline }, { report, leadType: { referralMethod: 'immediate', holdHours: 0 } }))).toEqual([
      'not eligible: One paused its leads',
      'unreferred: nobody took it: the broker is told, and a person has to look',
    ])
  })

  it('promises to say that a lead which was referred by hand waits for a person again', () => {
    const timeline = [event('lead.waiting', { location: 'pending' }, { version: 3 })]
    expect(told(chapter({ timeline }, { leadType: { referralMethod: 'manual', holdHours: 72 } }))).toEqual([
      `waiting: for a person, who refers it by hand: POST /v1/leads/${leadId}/refer`,
    ])
  })

  it('promises not to call a lead held that a job is about to look at', () => {
    const lines = told(chapter({ trace: null, timeline: [event('lead.captured', { location: 'held' })] }))
    expect(lines).toEqual([`captured: Double glazing, through the API · ${leadId}`])
  })
})

describe('what became of a referral', () => {
  const base = {
    outcome: 'accepted',
    because: null,
    via: 'internet',
    remoteId: null,
    tookMs: 9,
    retryAt: null,
    money: 'keep',
  }
  const no = 'The partner does not want this lead.'

  it.each([
    ['by e-mail', { via: 'email' }, ['delivered: One accepted it by e-mail']],
    [
      'rejected',
      { outcome: 'rejected', because: no, money: 'release' },
      ['rejected: One: The partner does not want this lead', 'released: £38.00 back to One'],
      [moved('ptn_3', 'release')],
    ],
    [
      'failed for good',
      { outcome: 'error_final', because: 'The server answered 410.' },
      ['failed: One: The server answered 410'],
    ],
    [
      'unknown',
      { outcome: 'unknown', because: 'The server did not answer in time.' },
      ['unknown: One: The server did not answer in time; nobody else gets it until this is known'],
    ],
    [
      'charged with an earlier point',
      { money: 'settle' },
      ['delivered: One accepted it in 9 ms', 'charged: One £38.00, £0.00 left'],
      [settled('ptn_3', 0), { ...settled('ptn_3', 900), at: '2026-06-01T09:00:00.000Z' }],
    ],
  ])('promises words when it was %s', (_, data, lines, statement = []) => {
    const timeline = [event('referral.delivery', { ...base, ...data }, { id: refId('ptn_3') })]
    const more = { statements: { ptn_3: statement } }
    expect(told(chapter({ referrals: [referral('ptn_3', 'One')], timeline }, more))).toEqual(lines)
  })

  it('promises the time of the next try', () => {
    const retryAt = Date.parse('2026-06-01T10:05:00Z')
    const data = { ...base, outcome: 'error_retryable', because: 'The server answered 500.', retryAt }
    const timeline = [event('referral.delivery', data, { id: refId('ptn_3') })]
    const [line] = told(chapter({ referrals: [referral('ptn_3', 'One')], timeline }))
    expect(line).toBe(
      `not delivered: One: The server answered 500; next try at ${new Date(retryAt).toLocaleTimeString('en-GB')}`,
    )
  })

  it.each([
    ['money is left', partner('One'), 52_400, ', £524.00 left'],
    [
      'it is on account',
      partner('One', { creditLimit: { amount: 25_000, currency: 'GBP' } }),
      -3800,
      ', balance -£38.00 of a credit limit of £250.00',
    ],
    ['its credit has no limit', partner('One', { creditUnlimited: true }), -3800, ', balance -£38.00 and no limit'],
  ])('promises what the partner has left when %s', (_, who, available, end) => {
    const timeline = [event('referral.delivery', { ...base, money: 'settle' }, { id: refId('ptn_3') })]
    const more = { partners: { ptn_3: who }, statements: { ptn_3: [settled('ptn_3', available)] } }
    expect(told(chapter({ referrals: [referral('ptn_3', 'One')], timeline }, more)).at(-1)).toBe(
      `charged: One £38.00${end}`,
    )
  })

  it('promises that a free lead charges nothing', () => {
    const free = referral('ptn_3', 'One', { price: { amount: 0, currency: 'GBP' } })
    const timeline = [event('referral.delivery', { ...base, money: 'settle' }, { id: refId('ptn_3') })]
    expect(told(chapter({ referrals: [free], timeline })).at(-1)).toBe('charged: One nothing: this lead is free')
  })
})

describe('a line in the terminal', () => {
  it('promises time, step and words in columns', () => {
    const line = formatLine({ at, step: 'charged', text: 'One £38.00', tone: 'good' })
    expect(stripVTControlCharacters(line)).toMatch(/^\d\d:\d\d:\d\d {2}charged {8}One £38\.00$/)
  })
})
