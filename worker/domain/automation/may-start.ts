/** Longer chains than this are nobody's intention. */
export const mostInChain = 8

/** What somebody outside keeps causing, so that no chain shows it: this often in a day for one lead is enough. */
export const mostInDay = 20

export type Cut = 'LOOP' | 'TOO_DEEP' | 'TOO_OFTEN'

/**
 * Why an automation is not started, null when it is: it is among those whose actions led here, the chain is too long, or
 * it has been started for this lead too often within a day. So every loop ends, whatever it runs through.
 */
export function cutBecause({
  automation,
  chain,
  startedToday,
}: {
  /** `aut_3` */
  automation: string
  chain: readonly string[]
  /** How often it was started for this lead in the last 24 hours. */
  startedToday: number
}): Cut | null {
  if (chain.includes(automation)) return 'LOOP'
  if (chain.length >= mostInChain) return 'TOO_DEEP'
  return startedToday >= mostInDay ? 'TOO_OFTEN' : null
}
