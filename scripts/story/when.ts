/** `Mon 09:00`, in the broker's zone; always with its day, or a time after midnight would mislead. */
export const weekdayTime = (at: unknown, zone: string): string =>
  told(at, { weekday: 'short', hour: '2-digit', minute: '2-digit', timeZone: zone })

/** `Thu 26 Nov 10:00`: for what lies more than a week ahead or behind as well. */
export const dateTime = (at: unknown, zone: string): string =>
  told(at, { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', timeZone: zone })

function told(at: unknown, format: Intl.DateTimeFormatOptions): string {
  if (typeof at !== 'string' || Number.isNaN(Date.parse(at))) return 'later'
  return new Intl.DateTimeFormat('en-GB', format).format(Date.parse(at)).replaceAll(',', '')
}
