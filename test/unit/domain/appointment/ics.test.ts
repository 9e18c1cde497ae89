import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { book, cancel } from '../../../../worker/domain/appointment/appointment.ts'
import { type Invitation, icsMethod, icsOf } from '../../../../worker/domain/appointment/ics.ts'
import { icsLine, icsText } from '../../../../worker/domain/appointment/ics-line.ts'

const details = {
  startsAt: Date.UTC(2026, 6, 23, 13),
  minutes: 90,
  place: '12 Example Road, Leeds',
  note: 'Ring twice; the dog is friendly.\nPark behind the house.',
}

const invitation = (more: Partial<Invitation> = {}): Invitation => ({
  appointment: book(details, null),
  reference: 'ref_01a2b3c4-d5e6-7f01-8a9b-0c1d2e3f0000000c',
  summary: 'Double glazing: appointment for Northside Windows',
  organizer: { name: 'Hearth & Home Leads', email: 'office@example.com' },
  attendees: [{ name: 'Northside Windows', email: 'leads@example.org' }],
  at: Date.UTC(2026, 6, 22, 8, 14, 6),
  ...more,
})

/** Git may change line ends: the golden files are kept with LF, the format asks for CRLF. */
const golden = (name: string): string =>
  readFileSync(new URL(`../../../golden/appointment/${name}.ics`, import.meta.url), 'utf8').replace(/\r?\n/g, '\r\n')

const unfold = (ics: string): string[] => ics.replaceAll('\r\n ', '').split('\r\n')
const propertyOf = (ics: string, name: string): string | undefined =>
  unfold(ics)
    .find((line) => line.startsWith(`${name}:`) || line.startsWith(`${name};`))
    ?.replace(/^[A-Z]+(;[^:"]*("[^"]*"[^:"]*)*)?:/, '')

const octets = (text: string): number => new TextEncoder().encode(text).length

describe('an appointment for calendars promises that', () => {
  it('it is written exactly so', () => {
    expect(icsOf(invitation())).toBe(golden('request'))
  })

  it('a cancelled one is written exactly so, with a higher sequence', () => {
    const appointment = cancel(book(details, null), { at: Date.UTC(2026, 6, 22), because: 'Away' })
    expect(icsOf(invitation({ appointment }))).toBe(golden('cancel'))
  })

  it('one that is booked again is asked for again, as the same event', () => {
    const cancelled = cancel(book(details, null), { at: 1, because: 'Away' })
    const again = book({ ...details, minutes: 30 }, cancelled)
    expect([again.sequence, icsMethod(cancelled), icsMethod(again)]).toEqual([2, 'CANCEL', 'REQUEST'])
    expect(propertyOf(icsOf(invitation({ appointment: again })), 'UID')).toBe(propertyOf(golden('request'), 'UID'))
  })

  it('every recipient is an attendee', () => {
    const attendees = ['a@example.org', 'b@example.org'].map((email) => ({ name: 'Northside', email }))
    const lines = unfold(icsOf(invitation({ attendees }))).filter((line) => line.startsWith('ATTENDEE'))
    expect(lines.map((line) => line.replace(/.*mailto:/, ''))).toEqual(['a@example.org', 'b@example.org'])
  })

  it('nothing is said of a place that nobody named', () => {
    const ics = icsOf(invitation({ appointment: book({ ...details, place: '', note: '' }, null) }))
    expect(propertyOf(ics, 'LOCATION')).toBeUndefined()
    expect(propertyOf(ics, 'DESCRIPTION')).toBe('Reference: ref_01a2b3c4-d5e6-7f01-8a9b-0c1d2e3f0000000c')
  })

  it.each([
    ['over the end of summer time', Date.UTC(2026, 9, 25, 0, 30), 60, '20261025T003000Z', '20261025T013000Z'],
    ['over midnight', Date.UTC(2026, 11, 31, 23, 30), 60, '20261231T233000Z', '20270101T003000Z'],
    ['of a whole day', Date.UTC(2028, 1, 28), 1440, '20280228T000000Z', '20280229T000000Z'],
  ])('an appointment %s has its true start and end in UTC', (_when, startsAt, minutes, start, end) => {
    const ics = icsOf(invitation({ appointment: book({ ...details, startsAt, minutes }, null) }))
    expect([propertyOf(ics, 'DTSTART'), propertyOf(ics, 'DTEND')]).toEqual([start, end])
  })

  const hostile: [what: string, text: string][] = [
    ['line breaks', 'one\r\ntwo\rthree\nfour'],
    ['an event of its own', 'x\r\nEND:VEVENT\r\nBEGIN:VALARM\r\nACTION:DISPLAY'],
    ['separators', 'a,b;c\\d:e"f'],
    ['a NUL and other control characters', 'a\u0000b\u0007c\u001bd\u0085e'],
    ['emoji at the fold', '👩‍👩‍👧‍👦'.repeat(30)],
    ['right to left', 'שלום עולם '.repeat(20)],
    ['a thousand characters', 'long '.repeat(200)],
  ]

  it.each(hostile)('%s stay inside their line', (_what, text) => {
    const appointment = book({ ...details, place: text, note: text }, null)
    const ics = icsOf(
      invitation({ appointment, summary: text, organizer: { name: text, email: 'office@example.com' } }),
    )
    expect(ics.endsWith('END:VCALENDAR\r\n')).toBe(true)
    expect(Math.max(...ics.split('\r\n').map(octets))).toBeLessThanOrEqual(75)
    expect(ics.replaceAll('\r\n', '')).not.toMatch(/\p{Cc}|\uFFFD/u)
    expect(unfold(ics).map((line) => line.split(/[;:]/)[0])).toEqual(unfold(golden('request')).map(nameOf))
    expect(unescaped(propertyOf(ics, 'LOCATION')!)).toBe(text.replace(/\r\n?/g, '\n').replace(/(?!\n)\p{Cc}/gu, ' '))
  })
})

const nameOf = (line: string): string => line.split(/[;:]/)[0]!
const unescaped = (value: string): string =>
  value.replace(/\\(.)/g, (_all, char: string) => (char === 'n' ? '\n' : char))

describe('a folded line promises that', () => {
  it.each([74, 75, 76, 149, 150, 151])('%i octets come back as they were', (length) => {
    const line = icsLine('NOTE', 'x'.repeat(length - 5))
    expect(
      line
        .split('\r\n')
        .slice(0, -1)
        .map(octets)
        .every((size) => size <= 75),
    ).toBe(true)
    expect(line.replaceAll('\r\n ', '')).toBe(`NOTE:${'x'.repeat(length - 5)}\r\n`)
    expect(line.split('\r\n')).toHaveLength(length <= 75 ? 2 : length <= 149 ? 3 : 4)
  })

  it('a double quote in a name becomes a single one, since no parameter can hold it', () => {
    expect(icsLine('ORGANIZER', 'mailto:a@example.com', { CN: 'The "best" leads; really: all' })).toBe(
      `ORGANIZER;CN="The 'best' leads; really: all":mailto:a@example.com\r\n`,
    )
  })

  it('text is escaped once', () => {
    expect(icsText('a\\n;b')).toBe('a\\\\n\\;b')
  })
})
