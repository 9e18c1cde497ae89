import { describe, expect, it } from 'vitest'
import type { Chapter } from '../../../scripts/story/chapter.ts'
import { tell } from '../../../scripts/story/tell.ts'
import { at, chapter, event, moved, partner, referral, refId, reported, run, settled } from './story-chapter.ts'

const told = (given: Chapter): string[] => tell(given, () => false).map(({ step, text }) => `${step}: ${text}`)

describe('a lead that was not accepted', () => {
  it.each([
    ['DUPLICATE', 'closed: a duplicate, which the preferences refuse; it goes to nobody'],
    ['SUPPRESSED', 'closed: this person asked not to be contacted; it goes to nobody'],
    ['TEST', 'closed: a test; it goes to nobody'],
    ['SOMETHING_NEW', 'closed: SOMETHING_NEW; it goes to nobody'],
  ])('promises to say why, and nothing of partners: %s', (closedBecause, line) => {
    const timeline = [event('lead.captured', { location: 'closed', closedBecause })]
    const lines = told(chapter({ trace: null, timeline }, { report: [reported('ptn_3', 'One')] }))
    expect(lines.slice(1)).toEqual([line])
  })

  it('promises to say whose lead it repeats', () => {
    const timeline = [event('lead.captured', { location: 'held', duplicateOf: 'lead_first' })]
    expect(told(chapter({ trace: null, timeline }))[1]).toBe('seen before: the same person as lead_first')
  })
})

describe('a lead that a person refers', () => {
  const byHand = (data: object, more: Parameters<typeof referral>[2] = {}, actor = 'key_2') =>
    chapter(
      {
        referrals: [referral('ptn_3', 'One', { method: 'manual', ...more })],
        timeline: [event('lead.referred', data, { version: 2, actor })],
      },
      { runs: [run('Refer at once')] },
    )

  it.each([
    ['by hand', {}, {}, 'to One for £38.00, by hand'],
    [
      'with an appointment',
      { appointmentAt: '2026-06-04T09:00:00.000Z' },
      { method: 'appointment' },
      'to One for £38.00, by hand, for an appointment on Thu 4 Jun 10:00',
    ],
    [
      'in spite of what it fails',
      { overridden: ['DAILY_LIMIT', 'OFFLINE'], reason: 'They asked for it' },
      {},
      'to One for £38.00, by hand, in spite of DAILY_LIMIT and OFFLINE: They asked for it',
    ],
    [
      'to a partner that is closed',
      {},
      { method: 'immediate', deliverAfter: '2026-06-02T06:00:00.000Z' },
      'to One for £38.00; it is closed, and gets it Tue 07:00',
    ],
  ])('promises how: %s', (_, data, more, text) => {
    expect(told(byHand(data, more))).toEqual([`referred: ${text}`])
  })

  it('promises to name the automation that did it instead', () => {
    expect(told(byHand({}, {}, `${run('').id}:1`))).toEqual(['referred: to One for £38.00, by “Refer at once”'])
  })

  it('promises the number of a call that was put through, and what it cost', () => {
    const timeline = [event('referral.transferred', { state: 'delivered' }, { id: refId('ptn_3') })]
    const more = {
      partners: { ptn_3: partner('One', { transferNumber: '+441614960110' }) },
      statements: { ptn_3: [settled('ptn_3', 26_900)] },
    }
    expect(told(chapter({ referrals: [referral('ptn_3', 'One', { method: 'transfer' })], timeline }, more))).toEqual([
      'transferred: One has the caller on the telephone, at +441614960110',
      'charged: One £38.00, £269.00 left',
    ])
  })

  it.each([
    ['appointment.booked', {}, 'with One on Thu 4 Jun 10:00'],
    [
      'appointment.rebooked',
      { before: '2026-06-03T13:30:00.000Z' },
      'with One on Thu 4 Jun 10:00, instead of Wed 3 Jun 14:30',
    ],
    ['appointment.cancelled', { reason: 'Not at home.' }, 'with One on Thu 4 Jun 10:00 is cancelled: Not at home.'],
  ])('promises to tell of %s', (name, data, text) => {
    const timeline = [event(name, { startsAt: '2026-06-04T09:00:00.000Z', ...data }, { id: refId('ptn_3') })]
    expect(told(chapter({ referrals: [referral('ptn_3', 'One')], timeline }))).toEqual([`appointment: ${text}`])
  })
})

describe('what an automation does', () => {
  const ran = (name: string, data: object, steps: ReturnType<typeof run>['steps'] = []) => {
    const timeline = [event(name, data, { id: run('').id })]
    return told(chapter({ timeline }, { runs: [run('Tell the office', { steps })] }))
  }
  const step: ReturnType<typeof run>['steps'][number] = {
    wait: null,
    action: { kind: 'refer', partnerId: null },
    state: 'waiting',
    dueAt: at,
    endedAt: null,
    reason: null,
    did: [],
  }

  it('promises why it starts', () => {
    expect(ran('run.started', {})).toEqual(['automation: “Tell the office” starts, on referral.delivered'])
  })

  it('promises when it goes on after a wait, and nothing of a step that is done', () => {
    const data = { step: 1, action: 'set-stage', state: 'done', reason: null }
    const wait = { kind: 'after', count: 2, unit: 'days' } as const
    const steps = [step, { ...step, wait, dueAt: '2026-06-03T10:00:00.000Z' }]
    expect(ran('run.step', { ...data, run: 'waiting' }, steps)).toEqual([
      'automation: “Tell the office” goes on Wed 3 Jun 11:00: refer',
    ])
    expect(ran('run.step', { ...data, run: 'done' }, steps)).toEqual([])
  })

  it('promises to say that a step could not be done', () => {
    const data = { step: 2, action: 'email', state: 'failed', reason: 'NO_RECIPIENT', run: 'stopped' }
    expect(ran('run.step', data)).toEqual([
      'automation: “Tell the office” could not do step 2, email: NO_RECIPIENT; it stops',
    ])
  })

  it('promises to say that it was cancelled, or not started once more', () => {
    expect(ran('run.cancelled', {})[0]).toMatch(/^automation: “Tell the office” is cancelled/)
    const cuts = [
      { automation: 'aut_1', because: 'LOOP' },
      { automation: 'aut_2', because: 'TOO_OFTEN' },
    ]
    const timeline = [event('automation.cut', { cuts })]
    expect(told(chapter({ timeline }, { runs: [run('Tell the office')] }))).toEqual([
      'automation: “Tell the office” is not started once more: what it does has started it',
      'automation: “aut_2” is not started once more: it started twenty times within a day',
    ])
  })

  it('promises to name it beside what it did', () => {
    const actor = `${run('').id}:1`
    const stage = (label: string) => ({ id: 'stg_1', label, kind: 'new', point: null })
    const timeline = [
      event('lead.emailed', { template: 'tpl_1', to: ['broker'] }, { version: 2, actor }),
      event('lead.stage', { from: stage('New'), to: stage('Sold'), location: 'closed' }, { version: 3, actor }),
    ]
    expect(told(chapter({ timeline }, { runs: [run('Tell the office')] }))).toEqual([
      'e-mailed: to broker, by “Tell the office”',
      'stage: from “New” to “Sold”, by “Tell the office”; nobody is referred it any more',
    ])
  })
})

describe('what else happens to a lead', () => {
  const lost = { from: { label: 'New' }, to: { label: 'Lost' }, location: 'closed', reason: 'Moved away' }

  it.each([
    ['lead.stage', lost, /^stage: from “New” to “Lost”: Moved away; nobody is referred it/],
    ['lead.contact-copied', { from: 'lead_b', changed: { phone: [], email: [] } }, /^copied: phone, email from lead_b/],
    ['lead.rescued', { because: 'ROUTED_TO_NOBODY' }, /^rescued: .*ROUTED_TO_NOBODY/],
    ['lead.archived', {}, /^put away: /],
    ['lead.unarchived', {}, /^taken out: /],
  ])('promises to tell of %s', (name, data, line) => {
    const lines = told(chapter({ timeline: [event(name, data, { version: 2 })] }))
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatch(line)
  })
})

describe('an offer', () => {
  const offer = (what: string, data: object) =>
    told(
      chapter({
        trace: null,
        referrals: [referral('ptn_3', 'One')],
        timeline: [event(what, data, { id: refId('ptn_3') })],
      }),
    )

  it.each([
    ['referral.offered', { acceptBy: Date.parse('2026-06-01T12:00:00Z') }, 'offered: to One, until Mon 1 Jun 13:00'],
    ['referral.accepted', { state: 'accepted' }, 'accepted: by One'],
    ['referral.declined', { state: 'rejected', reason: 'Too far' }, 'declined: by One: Too far'],
    ['referral.lapsed', { state: 'rejected' }, 'lapsed: One did not answer in time'],
  ])('promises to tell %s', (what, data, line) => {
    expect(offer(what, data)).toContain(line)
  })
})

describe('a slot that came free', () => {
  it('promises to say in one line that nobody else can take the lead', () => {
    const referredAt = '2026-06-01T09:59:00.000Z'
    const referrals = [
      referral('ptn_3', 'One', { referredAt }),
      referral('ptn_4', 'Two', { referredAt, state: 'rejected' as never }),
    ]
    const timeline = [event('lead.held', { location: 'routed' }, { version: 2 })]
    const report = [reported('ptn_5', 'Three', 'OFFLINE')]
    expect(told(chapter({ referrals, timeline }, { report }))).toEqual([
      'open: nobody else can take it now: 1 of 3 have it',
    ])
  })
})

describe('what becomes of money', () => {
  const gbp = (amount: number) => ({ amount, currency: 'GBP' })
  const paid = (amount: number, more: object = {}) =>
    moved('ptn_2', 'commission', {
      id: `introducer:lead:${amount}`,
      amount: gbp(amount),
      debit: 'commissions',
      credit: 'payable',
      payable: gbp(1800),
      ...more,
    })
  const story = (
    what: string,
    data: object,
    statements: Record<string, ReturnType<typeof moved>[]>,
    more: object = {},
  ) =>
    told(
      chapter(
        {
          trace: null,
          introducer: 'ptn_2',
          referrals: [referral('ptn_3', 'One', more)],
          timeline: [event(what, data, { id: refId('ptn_3') })],
        },
        { partners: { ptn_2: partner('Magazine'), ptn_3: partner('One') }, statements },
      ),
    )

  it('promises what a later billing point charges, and what the introducer earns by it', () => {
    const statements = {
      ptn_3: [{ ...settled('ptn_3', 1000), point: 'converted' as const }],
      ptn_2: [paid(500), paid(100)],
    }
    expect(story('referral.converted', { progress: 'converted' }, statements)).toEqual([
      'converted: says One',
      'charged: One £38.00 as it converted, £10.00 left',
      'introducer: Magazine earns £6.00, £18.00 owed to it in all',
    ])
  })

  it('promises what comes back with a return', () => {
    const statements = {
      ptn_3: [moved('ptn_3', 'refund', { available: gbp(4800) })],
      ptn_2: [paid(600, { debit: 'payable', credit: 'commissions', payable: gbp(1200) })],
    }
    expect(story('referral.returned', { reason: 'wrong_number', automatic: false }, statements)).toEqual([
      'returned: by One: wrong number',
      'refunded: One £38.00, £48.00 left',
      'introducer: Magazine gives back £6.00, £12.00 owed to it in all',
    ])
  })

  it('promises to tell money once when one commit made two events', () => {
    const id = refId('ptn_3')
    const timeline = [
      event('return.requested', { reason: 'wrong_number' }, { id }),
      event('referral.returned', { reason: 'wrong_number', automatic: true }, { id, version: 2 }),
    ]
    const more = { statements: { ptn_3: [moved('ptn_3', 'refund')] }, partners: { ptn_3: partner('One') } }
    expect(told(chapter({ trace: null, referrals: [referral('ptn_3', 'One')], timeline }, more))).toEqual([
      'return: One wants to give it back: wrong number',
      'returned: by One, by the rule for it: wrong number',
      'refunded: One £38.00, £0.00 left',
    ])
  })

  it.each([
    ['all of it at once', [{ point: 'accepted', amount: gbp(3800) }], ', held'],
    [
      'in parts',
      [
        { point: 'accepted', amount: gbp(800) },
        { point: 'converted', amount: gbp(3000) },
      ],
      ', held: £8.00 once accepted, £30.00 once converted',
    ],
  ])('promises to say what is held: %s', (_, charges, text) => {
    const timeline = [event('lead.referred', {}, { version: 2 })]
    const referrals = [referral('ptn_3', 'One', { charges } as never)]
    const more = { statements: { ptn_3: [moved('ptn_3', 'hold')] } }
    expect(told(chapter({ trace: null, referrals, timeline }, more))).toEqual([`referred: to One for £38.00${text}`])
  })

  it.each([
    ['referral.qualified', {}, 'qualified: says One'],
    ['referral.invalidated', { reason: 'A fake name' }, 'invalidated: for One: A fake name'],
    ['referral.billing-closed', {}, 'closed: nothing more is charged to One for it: the time for that is over'],
    ['return.rejected', { reason: 'wrong_number' }, 'return: refused: One keeps it'],
    ['return.cleared', { reason: 'wrong_number' }, 'return: cleared: as if One had never asked'],
    ['referral.unreferred', { reason: 'A slip' }, 'unreferred: called back from One: A slip'],
    ['referral.reversed', { reason: 'A slip' }, 'reversed: One keeps it and pays nothing: A slip'],
  ])('promises to tell %s', (what, data, line) => {
    expect(story(what, data, {})).toEqual([line])
  })
})
