/** The beginning of every UUIDv7 that is made at this instant (epoch milliseconds): ids sort by time. */
export function uuidAt(epochMs: number): string {
  const hex = Math.max(0, epochMs).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}`
}
