import type { PastLead } from './past.ts'
import type { Taken } from './route.ts'
import type { Future, Unserved } from './simulate.ts'

/** Leads and what they bring. */
export interface Share {
  leads: number
  moneyMinor: number
}

/** What one partner has in both futures and had in truth; gained and lost are counted lead by lead. */
export interface PartnerDifference {
  partnerId: number
  baseline: Share
  proposed: Share
  actual: Share
  /** Leads that it has only in the proposed future; money that leads bring it more there. */
  gained: Share
  /** Leads that it has only under the present settings; money that leads bring it less in the proposed future. */
  lost: Share
}

/** What all partners have together. */
export interface Outcome extends Share {
  served: number
  unserved: number
  /** How many unserved leads each reason kept from somebody; a lead may have several. Most first. */
  because: { code: Unserved; leads: number }[]
  leftToPerson: number
}

/** One line for each partner that has a lead in any of the three, those with the greatest difference first. */
export function compare(
  leads: readonly PastLead[],
  { baseline, proposed }: { baseline: Future; proposed: Future },
): PartnerDifference[] {
  const lines = new Map<number, PartnerDifference>()
  for (const { id, referrals } of leads) {
    const [before, after] = [baseline.taken.get(id) ?? none, proposed.taken.get(id) ?? none]
    const really = referrals.filter(({ turnedDown }) => !turnedDown)
    for (const partnerId of new Set([...before, ...after, ...really].map((each) => each.partnerId)))
      addLead(lineOf(lines, partnerId), {
        was: find(before, partnerId),
        is: find(after, partnerId),
        really: find(really, partnerId),
      })
  }
  return [...lines.values()].sort((a, b) => differenceOf(b) - differenceOf(a) || a.partnerId - b.partnerId)
}

/** How much changes for a partner: what the list is ordered by. Zero where nothing does. */
export const differenceOf = ({ gained, lost }: PartnerDifference): number =>
  gained.moneyMinor + lost.moneyMinor + gained.leads + lost.leads

/** What a future comes to. */
export function outcomeOf({ taken, unserved, leftToPerson }: Future): Outcome {
  const counts = new Map<Unserved, number>()
  for (const codes of unserved.values()) for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1)
  const because = [...counts].map(([code, leads]) => ({ code, leads }))
  return {
    served: taken.size,
    ...sumOf([...taken.values()].flat()),
    unserved: unserved.size,
    because: because.sort((a, b) => b.leads - a.leads || (a.code < b.code ? -1 : 1)),
    leftToPerson,
  }
}

/** Leads and money of what was taken, or really referred. */
export const sumOf = (taken: readonly Pick<Taken, 'priceMinor'>[]): Share => ({
  leads: taken.length,
  moneyMinor: taken.reduce((sum, { priceMinor }) => sum + priceMinor, 0),
})

const none: readonly Taken[] = []

type Found = Pick<Taken, 'priceMinor'> | undefined

const find = (taken: readonly Taken[], partnerId: number): Found => taken.find((each) => each.partnerId === partnerId)

function addLead(line: PartnerDifference, { was, is, really }: { was: Found; is: Found; really: Found }): void {
  add(line.baseline, was)
  add(line.proposed, is)
  add(line.actual, really)
  const more = (is?.priceMinor ?? 0) - (was?.priceMinor ?? 0)
  line.gained.leads += Number(is !== undefined && was === undefined)
  line.lost.leads += Number(was !== undefined && is === undefined)
  line.gained.moneyMinor += Math.max(0, more)
  line.lost.moneyMinor += Math.max(0, -more)
}

function add(share: Share, found: Found): void {
  if (found === undefined) return
  share.leads += 1
  share.moneyMinor += found.priceMinor
}

function lineOf(lines: Map<number, PartnerDifference>, partnerId: number): PartnerDifference {
  const line = lines.get(partnerId) ?? { partnerId, ...empty() }
  lines.set(partnerId, line)
  return line
}

const empty = () => ({
  baseline: nothing(),
  proposed: nothing(),
  actual: nothing(),
  gained: nothing(),
  lost: nothing(),
})

const nothing = (): Share => ({ leads: 0, moneyMinor: 0 })
