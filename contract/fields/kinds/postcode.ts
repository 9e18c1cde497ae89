import * as v from 'valibot'
import { asTyped, notText, withoutMarks } from '../as-typed.ts'
import { autocomplete } from '../autocomplete.ts'
import { type Field, type Kind, keep, refuse, type SettingsOf } from '../field.ts'

export const postcodeSettings = () => ({
  country: v.optional(
    v.pipe(v.string(), v.regex(/^[A-Z]{2}$/, 'Expected a country of two capital letters such as GB.')),
  ),
})

export interface PostcodeField extends Field, SettingsOf<typeof postcodeSettings> {
  kind: 'postcode'
}

/**
 * A postcode by its shape, in capitals. In the UK (the usual country) its outward half is enough, and any inward half
 * of a digit and two letters will do (D7); one space parts them.
 */
export const postcode: Kind<PostcodeField, string> = {
  ...asTyped,
  kind: 'postcode',
  control: 'input',
  read(given, field) {
    if (typeof given !== 'string') return notText
    const typed = withoutMarks(given).toUpperCase().replace(/\s+/g, ' ')
    const kept = isUk(field) ? toUk(typed) : /^(?=.*\d)[A-Z\d][A-Z\d -]{1,9}$/.exec(typed)?.[0]
    const wanted = isUk(field) ? 'such as M1 1AE' : 'of 2 to 10 letters and digits'
    return kept ? keep(kept) : refuse('INVALID_POSTCODE', `Enter a postcode ${wanted}.`)
  },
  attributes: ({ name }) => ({
    type: 'text',
    maxlength: 12,
    autocapitalize: 'characters',
    autocomplete: autocomplete(name),
  }),
  example: (field) => (isUk(field) ? 'M1 1AE' : '10115'),
}

const isUk = ({ country = 'GB' }: PostcodeField): boolean => country === 'GB'

// No area begins with Q, V or X or has I, J or Z second; GIR is the one that follows no pattern.
const outward = '([A-PR-UWYZ][A-HK-Y]?\\d[A-Z\\d]?|GIR)'
const whole = new RegExp(`^${outward}(\\d[A-Z]{2})$`)
const half = new RegExp(`^${outward}$`)

/** The half is not looked for across a space: in "M1 1" the second 1 begins an inward half, M11 is another district. */
const toUk = (typed: string): string | undefined =>
  whole.exec(typed.replace(/ /g, ''))?.slice(1).join(' ') ?? half.exec(typed)?.[0]
