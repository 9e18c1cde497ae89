import type { Reading } from './worker.ts'

/** What a number of requests asked of the database, all together. */
export interface Tally {
  rowsRead: number
  rowsWritten: number
  roundTripsBeforeAnswer: number
  byStatement: Map<string, StatementCost>
}

export interface StatementCost {
  rowsRead: number
  rowsWritten: number
  times: number
}

export const newTally = (): Tally => ({
  rowsRead: 0,
  rowsWritten: 0,
  roundTripsBeforeAnswer: 0,
  byStatement: new Map(),
})

export function add(tally: Tally, { roundTripsBeforeAnswer, statements }: Reading): void {
  tally.roundTripsBeforeAnswer += roundTripsBeforeAnswer
  for (const { sql, rowsRead, rowsWritten, times } of statements) {
    tally.rowsRead += rowsRead
    tally.rowsWritten += rowsWritten
    const so = tally.byStatement.get(sql) ?? { rowsRead: 0, rowsWritten: 0, times: 0 }
    tally.byStatement.set(sql, {
      rowsRead: so.rowsRead + rowsRead,
      rowsWritten: so.rowsWritten + rowsWritten,
      times: so.times + times,
    })
  }
}
