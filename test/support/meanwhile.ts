/**
 * A database in which something happens before its n-th batch (1 is the first), once: what comes between the read and
 * the commit of whoever uses it. Statements outside a batch are not counted.
 */
export function meanwhile(db: D1Database, nth: number, happens: () => Promise<unknown>): D1Database {
  let batches = 0
  return {
    prepare: (sql: string) => db.prepare(sql),
    async batch(statements: D1PreparedStatement[]) {
      batches += 1
      if (batches === nth) await happens()
      return db.batch(statements)
    },
  } as unknown as D1Database
}
