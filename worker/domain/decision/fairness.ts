/** What became of one lead for one partner. `failures`: the codes that kept it from the lead when it was decided on. */
export interface Chance {
  won: boolean
  eligible: boolean
  failures: readonly string[]
}

export interface Tally {
  leads: number
  eligible: number
  won: number
  /** Eligible, and others were before it. */
  outranked: number
  missed: { code: string; leads: number }[]
}

/** Counts a partner's chances (C7). A lead that it won counts as one that it was eligible for, by hand or not. */
export function tally(chances: readonly Chance[]): Tally {
  const won = chances.filter((chance) => chance.won)
  const lost = chances.filter((chance) => !chance.won)
  const outranked = lost.filter(({ eligible }) => eligible)
  const counts = new Map<string, number>()
  for (const { failures } of lost.filter(({ eligible }) => !eligible))
    for (const code of new Set(failures)) counts.set(code, (counts.get(code) ?? 0) + 1)
  return {
    leads: chances.length,
    eligible: won.length + outranked.length,
    won: won.length,
    outranked: outranked.length,
    missed: [...counts].map(([code, leads]) => ({ code, leads })).sort((a, b) => b.leads - a.leads),
  }
}

/** How all referrals of a window fell: to this partner, and to how many others. */
export interface Market {
  own: number
  all: number
  others: number
}

/** Part of all referrals, rounded to a ten-thousandth; null where there were none. */
export const shareOf = ({ own, all }: Market): number | null => (all === 0 ? null : round(own / all))

/** What the others had each on average; null where there were none. */
export const averageShareOfOthers = ({ own, all, others }: Market): number | null =>
  all === 0 || others === 0 ? null : round((all - own) / all / others)

const round = (share: number): number => Math.round(share * 10_000) / 10_000
