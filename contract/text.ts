import * as v from 'valibot'

/** One line of text that a person wrote: trimmed, without control characters, so that it is safe in any header. */
export const line = (maxLength: number) =>
  v.pipe(
    v.string(),
    v.trim(),
    v.maxLength(maxLength),
    v.regex(/^\P{Cc}*$/u, 'Expected one line of text without control characters.'),
  )

/** A line that must not be empty: a name, a title. */
export const requiredLine = (maxLength: number) => v.pipe(line(maxLength), v.minLength(1, 'This must not be empty.'))

/** Text of several lines: tabs and line breaks are fine, other control characters are not. */
export const paragraphs = (maxLength: number) =>
  v.pipe(
    v.string(),
    v.trim(),
    v.maxLength(maxLength),
    v.regex(/^[\t\n\r\P{Cc}]*$/u, 'Expected text without control characters.'),
  )

/** One e-mail address, trimmed. */
export const emailAddress = v.pipe(v.string(), v.trim(), v.maxLength(254), v.email('Expected an e-mail address.'))
