/** What a database was asked to do: D1's own counts (`meta`), and the round trips. */
export interface Meter {
  rowsRead: number
  rowsWritten: number
  roundTrips: number
  /** rows read and written by the text of the statement. */
  byStatement: Map<string, { rowsRead: number; rowsWritten: number; times: number }>
  reset(): void
}

const inner = Symbol('statement')
type Metered = D1PreparedStatement & { [inner]: D1PreparedStatement; sql: string }

/** The same database, with a meter: bench and tests read costs from it (C15). */
export function meteredDb(db: D1Database): { db: D1Database; meter: Meter } {
  const meter: Meter = {
    rowsRead: 0,
    rowsWritten: 0,
    roundTrips: 0,
    byStatement: new Map(),
    reset() {
      this.rowsRead = this.rowsWritten = this.roundTrips = 0
      this.byStatement.clear()
    },
  }
  const count = (sql: string, { meta }: { meta: D1Meta }) => {
    meter.rowsRead += meta.rows_read
    meter.rowsWritten += meta.rows_written
    const entry = meter.byStatement.get(sql) ?? { rowsRead: 0, rowsWritten: 0, times: 0 }
    meter.byStatement.set(sql, {
      rowsRead: entry.rowsRead + meta.rows_read,
      rowsWritten: entry.rowsWritten + meta.rows_written,
      times: entry.times + 1,
    })
  }
  const wrap = (sql: string, statement: D1PreparedStatement): Metered => {
    const all = async () => {
      const result = await statement.all()
      meter.roundTrips += 1
      count(sql, result)
      return result
    }
    return {
      [inner]: statement,
      sql,
      bind: (...values: unknown[]) => wrap(sql, statement.bind(...values)),
      all,
      run: all,
      async first(column?: string) {
        const row = (await all()).results[0] as Record<string, unknown> | undefined
        return row === undefined ? null : column === undefined ? row : row[column]
      },
      /** drizzle's reads. D1 gives raw rows without their meta, so the same is read once more for the count. */
      async raw(options: { columnNames: true }) {
        if (!/^\s*select/i.test(sql)) throw new Error(`Only reads are metered through raw(): ${sql}`)
        await all()
        return statement.raw(options)
      },
    } as unknown as Metered
  }
  const metered = {
    prepare: (sql: string) => wrap(sql, db.prepare(sql)),
    async batch(statements: Metered[]) {
      const results = await db.batch(statements.map((statement) => statement[inner]))
      meter.roundTrips += 1
      for (const [i, result] of results.entries()) count(statements[i]!.sql, result)
      return results
    },
  } as unknown as D1Database
  return { db: metered, meter }
}
