/** Line breaks as LF; no other control characters, and none that turn the direction of what follows (U+202A–202E). */
export const clean = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/[\u202A-\u202E\u2066-\u2069]|(?![\n\t])\p{Cc}/gu, '')
    .trim()

export const cleanLine = (text: string): string => clean(text).replace(/\s+/g, ' ')
