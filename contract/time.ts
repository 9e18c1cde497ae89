import * as v from 'valibot'

/** Instants are epoch milliseconds inside and ISO 8601 UTC text outside (D20). */
export const toIso = (epochMs: number): string => new Date(epochMs).toISOString()

export const toIsoOrNull = (epochMs: number | null): string | null => (epochMs === null ? null : toIso(epochMs))

/** An instant as ISO 8601 text with a zone, as it comes. */
export const instantText = v.pipe(
  v.string(),
  v.isoTimestamp('Expected an instant such as 2026-03-29T01:30:00Z.'),
  v.check(isOfTheCalendar, 'There is no such date.'),
)

/** Schema for an instant as ISO 8601 text with a zone; its output is epoch milliseconds. */
export const instantSchema = v.pipe(
  instantText,
  v.transform((text) => Date.parse(text)),
)

/** Date.parse takes 30 February for 2 March. What is no instant at all is told by its form. */
function isOfTheCalendar(text: string): boolean {
  const day = /^\d{4}-\d\d-\d\d/.exec(text)?.[0]
  if (day === undefined) return true
  const at = Date.parse(day)
  return Number.isFinite(at) && toIso(at).startsWith(day)
}

/** An IANA time zone such as Europe/London. */
export const zoneSchema = v.pipe(
  v.string(),
  v.maxLength(64),
  v.check(isZone, 'Expected an IANA time zone such as Europe/London.'),
)

/** Offsets such as +01:00 are no zones: they know nothing of summer time. */
function isZone(zone: string): boolean {
  if (!/^[A-Za-z]/.test(zone)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

export const secondMs = 1000
export const minuteMs = 60 * secondMs
export const hourMs = 60 * minuteMs
export const dayMs = 24 * hourMs
