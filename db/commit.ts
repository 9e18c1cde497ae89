/** What a write needs to know of its surroundings; every operation's context has it. */
export interface Committer {
  db: D1Database
  /** Epoch milliseconds; one instant for the whole request. */
  now: number
  /** A fresh UUIDv7. */
  newId(): string
  /** Who acts, as history names them. */
  by: string
  /** `?dryRun=true`: the same code path; the batch is aborted by its last statement (C3). */
  dryRun: boolean
  /** What a dry run would have recorded, in order. */
  effects: { id: string; version: number; event: string; data: unknown }[]
  /** Statements that join the first commit made through this context: the end of the job that asked for it. */
  alongside?: D1PreparedStatement[]
  /** The request's Idempotency-Key, scoped and hashed, when it carried one, and the status of its answer (D16). */
  idempotency: { key: string; bodyHash: string; status: number } | null
}

/** One row of history: the lock and the trace of a change. `version` is the version that the thing has afterwards. */
export interface HistoryRow {
  id: string
  version: number
  event: string
  data?: unknown
  /** How `data` is kept, where that is shorter than what a dry run shows. */
  keep?: unknown
  /** What was sent and what was answered, word for word; purged after 30 days. */
  raw?: unknown
}

export interface Change {
  history: HistoryRow[]
  /** Conditions first, then writes; all or nothing. */
  write: D1PreparedStatement[]
  /** Reads at the end of the same batch; their rows come back in order. */
  read?: D1PreparedStatement[]
  /** The body of the answer, which a replay of this request must get again (D16); stored in the same batch. */
  answer?: unknown
}

/**
 * What became of a change. `refused` carries the database's own word (`NO_CREDIT`) and what it is about (`12`);
 * a unique key says `UNIQUE` and its columns.
 */
export type Committed =
  | { done: true; rows: Record<string, unknown>[][] }
  | { done: false; refused: string; about: string }

/**
 * The only way to write. One batch is one transaction: history first (the lock), then the writes. A dry run is the
 * same batch with a last statement that aborts (C3). When the answer of the database is lost, the batch is sent once
 * more: if it meets its own commit id, it had been done.
 */
export async function commit(ctx: Committer, change: Change): Promise<Committed> {
  const commitId = ctx.newId()
  const statements = [
    ...change.history.map((row) => historyStatement(ctx, commitId, row)),
    ...(ctx.alongside ?? []),
    ...change.write,
    ...idempotencyStatement(ctx, change),
  ]
  const reads = change.read ?? []
  const batch = [...statements, ...reads, ...(ctx.dryRun ? [must(ctx.db, { ok: 'SELECT 0', word: 'DRY_RUN_OK' })] : [])]
  if (batch.length === 0) return { done: true, rows: [] }

  const first = await tryBatch(ctx, batch)
  if (first.kind === 'lost') {
    const second = await tryBatch(ctx, batch)
    if (second.kind === 'refused' && (await wasMine(ctx, change, commitId))) {
      ctx.alongside?.splice(0)
      return { done: true, rows: await rerun(ctx, reads) }
    }
    return settle(second)
  }
  return settle(first)

  function settle(result: BatchResult): Committed {
    if (result.kind === 'lost') throw result.error
    if (result.kind === 'done') {
      ctx.alongside?.splice(0)
      return { done: true, rows: result.rows.slice(statements.length, statements.length + reads.length) }
    }
    if (result.word === 'DRY_RUN_OK') {
      for (const { id, version, event, data } of change.history) ctx.effects.push({ id, version, event, data })
      return { done: true, rows: reads.map(() => []) }
    }
    return { done: false, refused: result.word, about: result.about }
  }
}

/** A condition that stops the batch with `word` when the one value that `ok` selects is 0. Writes nothing. */
export function must(
  db: D1Database,
  { ok, word, params = [] }: { ok: string; word: string; params?: unknown[] },
): D1PreparedStatement {
  return db.prepare(`INSERT INTO must (ok, word) SELECT (${ok}), ?`).bind(...params, word)
}

/** The answer that a request with this Idempotency-Key got before, or null when it is new (D16). */
export async function findReplay(
  db: D1Database,
  key: string,
): Promise<{ status: number; answer: unknown; bodyHash: string } | null> {
  const row = await db
    .prepare('SELECT body_hash, status, answer FROM idempotency WHERE key = ?')
    .bind(key)
    .first<{ body_hash: string; status: number; answer: string }>()
  return row === null ? null : { status: row.status, answer: JSON.parse(row.answer), bodyHash: row.body_hash }
}

type BatchResult =
  | { kind: 'done'; rows: Record<string, unknown>[][] }
  | { kind: 'refused'; word: string; about: string }
  | { kind: 'lost'; error: unknown }

async function tryBatch(ctx: Committer, batch: D1PreparedStatement[]): Promise<BatchResult> {
  try {
    const results = await ctx.db.batch<Record<string, unknown>>(batch)
    return { kind: 'done', rows: results.map((result) => result.results) }
  } catch (error) {
    return readRefusal(error) ?? { kind: 'lost', error }
  }
}

/**
 * D1 says `D1_ERROR: NO_CREDIT:12: SQLITE_CONSTRAINT …` for a trigger's RAISE, and names the columns for a unique key,
 * CHECK or foreign key. Everything else is a fault, not a refusal.
 */
function readRefusal(error: unknown): BatchResult | null {
  const message = error instanceof Error ? error.message : String(error)
  if (!message.includes('SQLITE_CONSTRAINT')) return null
  const text = message.replace(/^D1_ERROR: /, '')
  const raised = /^([A-Z][A-Z_]+)(?::([^:\s]+))?(?::|$)/.exec(text)
  if (raised !== null) return { kind: 'refused', word: raised[1]!, about: raised[2] ?? '' }
  const unique = /^UNIQUE constraint failed: ([^:]+)/.exec(text)
  if (unique !== null) return { kind: 'refused', word: 'UNIQUE', about: unique[1]!.trim() }
  return { kind: 'refused', word: 'CONSTRAINT', about: text }
}

/** A row of history as a statement: for what joins another change's commit (`alongside`). */
export function historyStatement(
  ctx: Committer,
  commitId: string,
  { id, version, event, data, keep = data, raw }: HistoryRow,
): D1PreparedStatement {
  return ctx.db
    .prepare(
      'INSERT INTO history (id, version, event, actor, at, commit_id, data, raw) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    )
    .bind(id, version, event, ctx.by, ctx.now, commitId, toJson(keep), toJson(raw))
}

const toJson = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value))

function idempotencyStatement(ctx: Committer, { answer }: Change): D1PreparedStatement[] {
  if (ctx.idempotency === null || answer === undefined) return []
  return [
    ctx.db
      .prepare('INSERT INTO idempotency (key, body_hash, status, answer, at) VALUES (?, ?, ?, ?, ?)')
      .bind(ctx.idempotency.key, ctx.idempotency.bodyHash, ctx.idempotency.status, JSON.stringify(answer), ctx.now),
  ]
}

async function wasMine(ctx: Committer, { history }: Change, commitId: string): Promise<boolean> {
  const first = history[0]
  if (first === undefined) return false
  const row = await ctx.db
    .prepare('SELECT commit_id FROM history WHERE id = ? AND version = ?')
    .bind(first.id, first.version)
    .first<{ commit_id: string }>()
  return row?.commit_id === commitId
}

async function rerun(ctx: Committer, reads: D1PreparedStatement[]): Promise<Record<string, unknown>[][]> {
  if (reads.length === 0) return []
  return (await ctx.db.batch<Record<string, unknown>>(reads)).map((result) => result.results)
}
