import { describe, expect, it } from 'vitest'
import { houseLines, textLine } from '../../../scripts/story/house.ts'

const at = '2026-06-01T10:00:00.000Z'
const names = new Map([['ptn_4', 'Crystal Clear Windows']])
const payment = { partner: 'ptn_4', amount: { amount: 12_000, currency: 'GBP' } }

const told = (event: string, data: object) =>
  houseLines({ thing: 'top_1', version: 2, event, at, data }, payment, names).map(
    ({ step, text }) => `${step}: ${text}`,
  )

describe('the story beside leads', () => {
  it.each([
    ['text.received', { partner: 'ptn_4', reply: 'OFF' }, 'text: from Crystal Clear Windows, answered: OFF'],
    ['text.received', { partner: null, reply: null }, 'text: from a number that nobody has, answered: nothing'],
    ['top-up.paid', {}, 'payment: £120.00 by PayPal from Crystal Clear Windows is here, and credited without its VAT'],
    ['top-up.pending', {}, 'payment: £120.00 by PayPal from Crystal Clear Windows waits: PayPal has not let it go yet'],
  ])('promises to tell %s %o', (event, data, line) => {
    expect(told(event, data)).toEqual([line])
  })

  it.each([
    ['signed_up', {}, 'signed up: Crystal Clear Windows has confirmed its e-mail address, and waits to be made active'],
    ['paused', { changed: {} }, 'paused: Crystal Clear Windows gets no new leads until it resumes'],
    ['resumed', { changed: {} }, 'resumed: Crystal Clear Windows gets leads again'],
    ['changed', { changed: { fcaNumber: [null, '123456'] } }, 'FCA number: Crystal Clear Windows gave 123456'],
    ['changed', { changed: { status: ['pending', 'active'] } }, 'account: Crystal Clear Windows is active now'],
  ])('promises to tell of a partner %s %o', (event, data, line) => {
    const lines = houseLines({ thing: 'ptn_4', version: 2, event, at, data }, null, names)
    expect(lines.map(({ step, text }) => `${step}: ${text}`)).toEqual([line])
  })

  it.each(['top-up.started', 'top-up.opened', 'changed', 'created'])('promises to say nothing of %s', (event) => {
    expect(told(event, {})).toEqual([])
  })

  it('promises a text on one line', () => {
    expect(textLine({ at, to: ['+447700900112'], text: 'Low\nfunds' }).text).toBe('to +447700900112: Low funds')
  })
})
