import { stripVTControlCharacters } from 'node:util'
import { describe, expect, it } from 'vitest'
import type { Chapter } from '../../../scripts/story/chapter.ts'
import { formatLine } from '../../../scripts/story/line.ts'
import { eventKey, tell } from '../../../scripts/story/tell.ts'
import { at, chapter, event, leadId, nothingReady, partner, referral, refId, reported, settled } from './story-chapter.ts'

const told = (given: Chapter, before: string[] = []): string[] =>
  tell(given, (key) => before.includes(key)).map(({ step, text }) => `${step}: ${text}`)

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
    const trace = {
      at,
      scope: 3,
      wanted: 3,
      refusals: [],
      more: 0,
      ...nothingReady,
      considered: [{ ...considered, partner: 'ptn_3', failures: [failure] }],
    }
    const given = chapter({ trace, timeline: [captured] }, { report: [reported('ptn_3', 'Lantern Windows')] })
    expect(told(given)).toContain('not eligible: Lantern Windows has its leads for today (1 of 1)')
  })

  it('promises to explain the first look even when the lead went on at once', () => {
    const later = '2026-06-01T10:00:00.200Z'
    const given = chapter(
      {
        trace: { at: later, scope: 3, wanted: 1, considered: [], more: 0, refusals: [], ...nothingReady },
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

describe('a lead that waits', () => {
  it.each([
    ['nobody can take it', { location: 'held' }, [], /^held: nobody can take it now.*\/route$/],
    ['it is referred by hand', { location: 'pending' }, [], /^waiting: for a person.*\/refer$/],
    [
      'its type is not sold',
      { location: 'pending' },
      [reported('ptn_3', 'One', 'TYPE_NOT_REFERABLE')],
      /^waiting: Double glazing leads are not sold/,
    ],
  ])('promises to say why: %s', (_, data, report, last) => {
    const trace = data.location === 'held' ? chapter({}).lead.trace : null
    const lines = told(chapter({ trace, timeline: [event('lead.captured', data)] }, { report }))
    expect(lines.at(-1)).toMatch(last)
  })

  it('promises to say that a lead which was referred by hand waits for a person again', () => {
    const given = chapter({ timeline: [event('lead.waiting', { location: 'pending' }, { version: 3 })] })
    expect(told(given)).toEqual([`waiting: for a person, who refers it by hand: POST /v1/leads/${leadId}/refer`])
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
      'charged without a statement line',
      { money: 'settle' },
      ['delivered: One accepted it in 9 ms', 'charged: One £38.00'],
    ],
  ])('promises words when it was %s', (_, data, lines) => {
    const timeline = [event('referral.delivery', { ...base, ...data }, { id: refId('ptn_3') })]
    expect(told(chapter({ referrals: [referral('ptn_3', 'One')], timeline }))).toEqual(lines)
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
