/** `22 November 2026 at 09:14 (Europe/London)` */
export function readableInstant(epochMs: number, zone: string): string {
  const told = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: zone })
  return `${told.format(epochMs)} (${zone})`
}
