/**
 * The ten bits that break ties among setups that were never served (C12): spread evenly over a cell by a secret seed,
 * so that nobody gains by being created early. `secretBits` is a whole number below 2^32 from a keyed hash; `cell` is
 * a queue (worker/domain/places cellOf). The same arguments always give the same bits.
 */
export function hashBits({ secretBits, setupId, cell }: { secretBits: number; setupId: number; cell: number }): number {
  const words = [setupId, cell % 2 ** 24, Math.floor(cell / 2 ** 24)]
  return words.reduce((hash, word) => scramble(hash ^ Math.imul(word, 0x9e3779b1)), secretBits) >>> 22
}

/** MurmurHash3's last step: every bit of the input changes about half of the output's. */
function scramble(word: number): number {
  let hash = word
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return hash ^ (hash >>> 16)
}
