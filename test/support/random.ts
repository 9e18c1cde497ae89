/** Seeded randomness for simulations: the same seed gives the same world and the same steps (mulberry32). */
export interface Random {
  /** In [0, 1). */
  next(): number
  /** A whole number from 0 to n - 1. */
  below(n: number): number
  chance(probability: number): boolean
  pick<T>(items: readonly T[]): T
}

export function randomFrom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (n: number): number => Math.floor(next() * n)
  return { next, below, chance: (probability) => next() < probability, pick: (items) => items[below(items.length)]! }
}

/** A lead id made at an instant, told apart by a number: what a client would make. */
export function leadIdAt(now: number, n: number): string {
  const time = now.toString(16).padStart(12, '0')
  const tail = n.toString(16).padStart(8, '0')
  return `lead_${time.slice(0, 8)}-${time.slice(8)}-7${tail.slice(0, 3)}-8${tail.slice(3, 6)}-${tail.slice(6)}0000000000`
}
