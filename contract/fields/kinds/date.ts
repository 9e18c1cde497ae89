import * as v from 'valibot'
import { asTyped, notText } from '../as-typed.ts'
import { type Field, type Kind, keep, refuse, type SettingsOf } from '../field.ts'

export const dateSettings = () => ({ min: v.optional(day()), max: v.optional(day()) })

export interface DateField extends Field, SettingsOf<typeof dateSettings> {
  kind: 'date'
}

/** A calendar day, without a time or a zone: YYYY-MM-DD. */
export const date: Kind<DateField, string> = {
  ...asTyped,
  kind: 'date',
  control: 'input',
  read(given, { min = '', max = '9999-12-31' }) {
    if (typeof given !== 'string') return notText
    if (!isDate(given)) return refuse('INVALID_DATE', 'Enter a date that exists, such as 2026-03-31.')
    if (given < min) return refuse('TOO_EARLY', `Enter a date on or after ${inWords(min)}.`)
    if (given > max) return refuse('TOO_LATE', `Enter a date on or before ${inWords(max)}.`)
    return keep(given)
  },
  toText: (value) => inWords(value),
  attributes: ({ min, max }) => ({ type: 'date', min, max }),
  example: ({ min, max = '2026-03-31' }) => min ?? (max < '2026-03-31' ? max : '2026-03-31'),
}

/** JavaScript reads 2026-02-30 as 2 March, so the text must come back as it went in. */
function isDate(text: string): boolean {
  const at = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : Number.NaN
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text)
}

const inWords = (text: string): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(Date.parse(text))

const day = () => v.pipe(v.string(), v.check(isDate, 'Expected a date that exists, such as 2026-03-31.'))
