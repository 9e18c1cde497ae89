/** `October 2026` for `2026-10`. */
export const monthText = (month: string): string =>
  new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    Date.parse(`${month}-01T00:00:00Z`),
  )

/** `1 October 2026 at 00:00`, by the clocks of a zone. */
export const instantText = (at: string, zone: string): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: zone }).format(Date.parse(at))

/** `23 November 2026`, by the clocks of a zone. */
export const dateText = (at: string, zone: string): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: zone }).format(Date.parse(at))

/** `23 Nov 2026, 06:02`: the same, where there is little room. */
export const shortInstantText = (at: string, zone: string): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: zone }).format(Date.parse(at))
