import { dayMs } from '../../../contract/time.ts'

/** A buyer's return rate looks this far back. */
export const rateWindowMs = 30 * dayMs

/** What a buyer was delivered in the window, and what it asked to return in it that was not rejected or cleared. */
export interface ReturnCounts {
  delivered: number
  returned: number
}

/**
 * The rate in hundredths of a percent, rounded down, for people to read; rules compare by the two below, exactly. Returns
 * of older leads count too, so that it may pass 100 %.
 */
export const rateBps = ({ delivered, returned }: ReturnCounts): number =>
  Math.floor((returned * 10_000) / Math.max(1, delivered))

/**
 * The rate as it stands, without what is being asked for. A maximum of 10 % thus lets one of the first ten leads come
 * back, two of the first twenty: however few leads a buyer has, the first return is not one too many.
 */
export const hasReached = ({ delivered, returned }: ReturnCounts, bps: number): boolean =>
  returned * 10_000 >= bps * Math.max(1, delivered)

export const isAtMost = ({ delivered, returned }: ReturnCounts, bps: number): boolean =>
  returned * 10_000 <= bps * Math.max(1, delivered)

/** `12.5 %`; at most two decimals. */
export const percent = (bps: number): string => `${bps / 100} %`
