/** How the database, or whoever uses it, fails: at its n-th batch (1 is the first). */
export interface DbFault {
  /**
   * crash-before, crash-after: the process dies before or after that batch, and does nothing more.
   * lost-request, lost-answer: the network fails once, before or after the batch was done; the process lives on.
   */
  kind: 'crash-before' | 'crash-after' | 'lost-request' | 'lost-answer'
  batch: number
}

/** What a process that has died throws at every turn. */
export class Crash extends Error {}

/** A database that fails once, as the fault says. */
export function faultyDb(db: D1Database, { kind, batch: nth }: DbFault): D1Database {
  let batches = 0
  let isDead = false
  const die = (): never => {
    isDead = true
    throw new Crash('The process died')
  }
  const mustLive = (): void => {
    if (isDead) throw new Crash('The process is dead')
  }
  return {
    prepare(sql: string) {
      mustLive()
      return db.prepare(sql)
    },
    async batch(statements: D1PreparedStatement[]) {
      mustLive()
      batches += 1
      if (batches !== nth) return db.batch(statements)
      if (kind === 'crash-before') die()
      if (kind === 'lost-request') throw new Error('Network connection lost.')
      const done = await db.batch(statements)
      if (kind === 'crash-after') die()
      if (kind === 'lost-answer') throw new Error('Network connection lost.')
      return done
    },
  } as unknown as D1Database
}
