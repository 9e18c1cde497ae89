/** What a cell may hold; null is an empty one. `decimal` is a number as it is to be written: `-0.50`. */
export type Cell = string | number | boolean | { decimal: string } | null

/**
 * Rows as CSV (RFC 4180): CRLF at the end of every line, quotes where a cell has a comma, a quote or a line break. Text
 * that a spreadsheet would run as a formula gets an apostrophe in front (D10).
 */
export const toCsv = (columns: readonly string[], rows: readonly (readonly Cell[])[]): string =>
  [columns, ...rows].map((row) => `${row.map(toCell).join(',')}\r\n`).join('')

function toCell(cell: Cell): string {
  if (typeof cell === 'object' && cell !== null) return cell.decimal
  if (typeof cell !== 'string') return cell === null ? '' : String(cell)
  const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Whether this request asks for CSV: by `?format=csv`, or by preferring it in `Accept`. */
export function wantsCsv(request: Request, format: string | undefined): boolean {
  if (format !== undefined) return format === 'csv'
  const [first = ''] = (request.headers.get('Accept') ?? '').split(',')
  return first.trim().toLowerCase().split(';')[0] === 'text/csv'
}
