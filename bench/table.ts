import type { Figure } from './figures.ts'
import type { LeadCost } from './measures/lead-cost.ts'

/** The figures for people, with what we aim for and whether it is met. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map(({ key, says, value, aim }) => [
    key,
    value.toLocaleString('en-GB'),
    aim === undefined ? '' : `${aim.met ? 'met   ' : 'MISSED'} ${aim.says}`,
    says,
  ])
  return layOut([['figure', 'value', 'aim', 'what it is'], ...rows], { right: [1] })
}

/** Where the rows of a lead go, statement by statement, dearest first. */
export function explanationOf({ days, charged }: LeadCost): string {
  const rows = [...days.all.byStatement]
    .sort(([, a], [, b]) => b.rowsWritten - a.rowsWritten || b.rowsRead - a.rowsRead)
    .map(([sql, { rowsWritten, rowsRead, times }]) => [
      ...[rowsWritten, rowsRead, times].map((count) => (count / charged).toFixed(2)),
      sql.replaceAll(/\s+/g, ' ').trim().slice(0, 110),
    ])
  return layOut([['written', 'read', 'times', 'statement, per charged lead'], ...rows], { right: [0, 1, 2] })
}

function layOut(rows: readonly string[][], { right }: { right: number[] }): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)))
  const line = (row: string[]) =>
    row.map((text, i) => (right.includes(i) ? text.padStart(widths[i]!) : text.padEnd(widths[i]!))).join('  ')
  return rows.map((row) => line(row).trimEnd()).join('\n')
}
