import type { Transformer } from '../transform.ts'

/**
 * A date in the order that the partner wants. What is read: a day (2026-03-31), and an instant (2026-03-31T09:30:00Z),
 * which is told in the partner's zone. A day has no time: HH and the like are zeros.
 */
export const date: Transformer<'date'> = {
  kind: 'date',
  problem({ format }) {
    const strange = format.replace(token, '')
    if (strange === '') return null
    return { key: 'format', message: `“${strange}” is no part of a date: use ${known}; put words in quotes ('at').` }
  },
  apply(text, { format }, zone) {
    const parts = partsOf(text.trim(), zone)
    return parts === null ? text : format.replace(token, (part) => write(part, parts))
  },
}

const known = 'yyyy, yy, MMMM, MMM, MM, M, dd, d, HH, H, mm and ss'
const token = /yyyy|yy|MMMM|MMM|MM|M|dd|d|HH|H|mm|ss|'[^']*'|[^A-Za-z']/g

interface DateParts {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  second: number
}

function partsOf(text: string, zone: string): DateParts | null {
  const day = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text)
  if (day !== null)
    return { year: Number(day[1]), month: Number(day[2]), day: Number(day[3]), hour: 0, minute: 0, second: 0 }
  const at = /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(at) ? null : inZone(at, zone)
}

function inZone(at: number, timeZone: string): DateParts {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  const told = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]))
  return told as unknown as DateParts
}

const two = (value: number): string => String(value).padStart(2, '0')

function write(part: string, { year, month, day, hour, minute, second }: DateParts): string {
  const written: Record<string, string> = {
    yyyy: String(year).padStart(4, '0'),
    yy: two(year % 100),
    MMMM: monthName(month, 'long'),
    MMM: monthName(month, 'short'),
    MM: two(month),
    M: String(month),
    dd: two(day),
    d: String(day),
    HH: two(hour),
    H: String(hour),
    mm: two(minute),
    ss: two(second),
  }
  return written[part] ?? part.replaceAll("'", '')
}

/** en-GB shortens September to four letters; systems expect three. */
const monthName = (month: number, style: 'long' | 'short'): string => {
  const name = new Intl.DateTimeFormat('en-GB', { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2026, month - 1, 1))
  return style === 'long' ? name : name.slice(0, 3)
}
