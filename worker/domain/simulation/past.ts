import type { PersonKey, PersonLead } from './people.ts'

/** What happened in a window, and where everybody stood when it began: the same for both futures (C2). */
export interface Past {
  /** The end of the window, epoch milliseconds: a lead that waits then is left unserved. */
  until: number
  /** In the order in which they came. */
  leads: readonly PastLead[]
  /** What happened to money and caps in the window but for the leads that are routed anew; in order. */
  events: readonly PastEvent[]
  /** What each partner could spend without its credit limit when the window began; nobody's is zero. */
  availableMinor: ReadonlyMap<number, number>
  /** Leads of each partner in the days and months that the window begins in. */
  counts: readonly PastCount[]
  /** Leads before the window that share a person with one in it, oldest first. */
  people: readonly PersonLead[]
}

/** A lead to route anew. */
export interface PastLead {
  id: string
  leadTypeId: number
  /** When it came, epoch milliseconds: its clock. */
  at: number
  introducerId: number | null
  /** Place codes that contain it, widest first. */
  places: readonly number[]
  outward: string | null
  values: Record<string, unknown>
  consented: boolean
  /** What its introducer is owed for it, frozen when it came in. */
  costMinor: number
  leadGroupId: number
  /** The first lead of its person and when that came; itself where it repeats none. */
  originalId: string
  originalAt: number
  /** What identifies its person; none where no setting asks for it. */
  keys: readonly PersonKey[]
  suppressed: ReadonlySet<number>
  /** Uniform numbers in [0, 1), at least one for each slot: the lots that it drew (D2.2). */
  lots: { arms: readonly number[]; ties: readonly number[] }
  /** Where it really went, whatever came of it. */
  referrals: readonly PastReferral[]
}

/** Where a lead really went. */
export interface PastReferral {
  partnerId: number
  leadTypeId: number
  at: number
  priceMinor: number
  /** A person referred it, not the engine by itself. */
  byHand: boolean
  /** Rejected, a duplicate there, or never delivered: the slot, the cap and the money came back (D18). */
  turnedDown: boolean
  /** The partner has the person all the same, or knew it before (D1.20). */
  hasPerson: boolean
}

/** Something that stays as it was: a lead that is not routed anew, or money that came or went. */
export type PastEvent =
  | ({ kind: 'referral' } & PastReferral)
  | { kind: 'money'; at: number; partnerId: number; availableMinor: number }

/** How many leads of a type a partner had on a day; keys as in worker/domain/schedule/period.ts. */
export interface PastCount {
  partnerId: number
  leadTypeId: number
  day: number
  month: number
  leads: number
}
