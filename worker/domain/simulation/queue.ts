import { rankAfterWeightedTurn } from '../routing/rank.ts'

/** A turn in memory; `due` 0 is ready, else the instant to look at it again (db/migrations: the table `turns`). */
export interface QueuedTurn {
  readonly cell: number
  readonly band: number
  readonly setupId: number
  /** Its share where its lead type is weighted, otherwise null (D2.2). */
  readonly weight: number | null
  rank: number
  due: number
  cause: string
}

/** The turns of one cell: who is ready, in the order of the queue, and who is parked. */
export interface Cell {
  ready: QueuedTurn[]
  parked: Set<QueuedTurn>
  /** What turns are parked for, and how many for each: as the database writes it (`NO_CREDIT OFFLINE`). */
  causes: Map<string, number>
  /** Weight of the ready turns by band. */
  weights: Map<number, number>
  /** The earliest instant at which a parked turn's time may have come. */
  nextDue: number
}

/** The ordered queue of ENGINE 3 in memory: the same order, the same parking and the same waking as the database's. */
export interface Queue {
  cells: ReadonlyMap<number, Cell>
  turnsOfSetup: ReadonlyMap<number, readonly QueuedTurn[]>
}

export function newQueue(turns: readonly Omit<QueuedTurn, 'due' | 'cause'>[]): Queue {
  const all = turns.map((turn): QueuedTurn => ({ ...turn, due: 0, cause: '' }))
  const cells = new Map<number, Cell>()
  for (const [cell, own] of Map.groupBy(all, ({ cell }) => cell)) {
    const weights = new Map<number, number>()
    for (const { band, weight } of own) addTo(weights, band, weight ?? 1)
    cells.set(cell, { ready: own.sort(inOrder), parked: new Set(), causes: new Map(), weights, nextDue: never })
  }
  return { cells, turnsOfSetup: Map.groupBy(all, ({ setupId }) => setupId) }
}

/** Takes a turn out of the queue until its time has come or a cause ends. */
export function park(queue: Queue, turn: QueuedTurn, { due, cause }: Pick<QueuedTurn, 'due' | 'cause'>): void {
  const cell = queue.cells.get(turn.cell)!
  cell.ready.splice(placeOf(cell, turn), 1)
  addTo(cell.weights, turn.band, -(turn.weight ?? 1))
  Object.assign(turn, { due, cause })
  cell.parked.add(turn)
  addTo(cell.causes, cause, 1)
  cell.nextDue = Math.min(cell.nextDue, due)
}

/** The turns of a cell whose time has come are ready again, in the order in which the database wakes them. */
export function wakeDue(cell: Cell, now: number): void {
  if (cell.nextDue > now) return
  const due = [...cell.parked].filter((turn) => turn.due <= now)
  for (const turn of due.sort((a, b) => a.due - b.due || inOrder(a, b))) wake(cell, turn)
  cell.nextDue = [...cell.parked].reduce((least, turn) => Math.min(least, turn.due), never)
}

/** The turns that a setup has parked for a cause are ready again; says whether there were any. */
export function wakeSetup(queue: Queue, setupId: number, cause: string): boolean {
  const parked = (queue.turnsOfSetup.get(setupId) ?? []).filter((turn) => turn.due !== 0 && turn.cause.includes(cause))
  for (const turn of parked) wake(queue.cells.get(turn.cell)!, turn)
  return parked.length > 0
}

/**
 * A turn is taken: it goes behind the others of its arm, or one stride on where turns are weighted. `rankNext` is where
 * its own time and lot would put it.
 */
export function takeTurn(queue: Queue, turn: QueuedTurn, rankNext: number): void {
  const cell = queue.cells.get(turn.cell)!
  const last = cell.ready[placeOf(cell, { ...turn, rank: never }) - 1]!
  cell.ready.splice(placeOf(cell, turn), 1)
  turn.rank =
    isWeighted(turn) && isWeighted(last) ? rankAfterWeightedTurn(turn, last) : Math.max(turn.rank + 1024, rankNext)
  cell.ready.splice(placeOf(cell, turn), 0, turn)
}

const isWeighted = (turn: QueuedTurn): turn is QueuedTurn & { weight: number } => turn.weight !== null

/** Right behind the head of its arm at the earliest: nobody banks turns (D2). */
function wake(cell: Cell, turn: QueuedTurn): void {
  const head = cell.ready[placeOf(cell, { band: turn.band, rank: -1, setupId: 0 })]
  const least = head?.band === turn.band ? head.rank + 1 + (turn.rank % 1024) : 0
  cell.parked.delete(turn)
  addTo(cell.causes, turn.cause, -1)
  Object.assign(turn, { due: 0, cause: '', rank: Math.max(turn.rank, least) })
  cell.ready.splice(placeOf(cell, turn), 0, turn)
  addTo(cell.weights, turn.band, turn.weight ?? 1)
}

const never = Number.POSITIVE_INFINITY

const addTo = <Key>(sums: Map<Key, number>, key: Key, by: number): void => void sums.set(key, (sums.get(key) ?? 0) + by)

/** Where a turn stands among the ready ones, or would. */
function placeOf({ ready }: Cell, turn: Key): number {
  let [from, until] = [0, ready.length]
  while (from < until) {
    const middle = (from + until) >> 1
    if (inOrder(ready[middle]!, turn) < 0) from = middle + 1
    else until = middle
  }
  return from
}

type Key = Pick<QueuedTurn, 'band' | 'rank' | 'setupId'>

const inOrder = (a: Key, b: Key): number => a.band - b.band || a.rank - b.rank || a.setupId - b.setupId
