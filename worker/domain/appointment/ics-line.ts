/** One content line of an iCalendar file, folded, with its CRLF. `value` is what icsText, icsTime or icsAddress made. */
export function icsLine(name: string, value: string, params: Record<string, string> = {}): string {
  const given = Object.entries(params).map(([key, text]) => `;${key}=${paramText(text)}`)
  return `${fold(`${name}${given.join('')}:${value}`)}\r\n`
}

/** RFC 5545 3.3.11: backslash, semicolon, comma and line breaks are escaped; no other control character is left. */
export const icsText = (text: string): string =>
  text
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\r\n?|\n/g, '\\n')
    .replace(/\p{Cc}/gu, ' ')

/** An instant in UTC: `20260722T130000Z`. */
export const icsTime = (epochMs: number): string => new Date(epochMs).toISOString().replace(/[-:]|\.\d{3}/g, '')

export const icsAddress = (email: string): string => `mailto:${email.replace(/[\s\p{Cc}]/gu, '')}`

/** A parameter's value cannot hold a double quote at all (RFC 5545 3.1); quoted, it may hold anything else. */
const paramText = (text: string): string =>
  /^[A-Z-]+$/.test(text) ? text : `"${text.replaceAll('"', "'").replace(/\p{Cc}+/gu, ' ')}"`

const mostOctets = 75

/** RFC 5545 3.1: no line is longer than 75 octets; the next one goes on behind a blank. No character is cut in two. */
function fold(line: string): string {
  let folded = ''
  let octets = 0
  for (const character of line) {
    const size = encoder.encode(character).length
    if (octets + size > mostOctets) {
      folded += '\r\n '
      octets = 1
    }
    folded += character
    octets += size
  }
  return folded
}

const encoder = new TextEncoder()
