import type { ReferralProgress } from '../../../contract/referral.ts'
import type { ConversionPoint, NewPoint, StageKind } from '../../../contract/stage.ts'

/** The stage that each kind came with: it is never archived, so that every kind can be reached. */
export const shippedStages: Record<StageKind, number> = { new: 1, qualified: 4, unqualified: 5, won: 6, lost: 7 }

/** What a stage means, whatever it is called. */
export interface Standing {
  kind: StageKind
  /** Of the kind `new` only. */
  point: NewPoint | null
}

/** F55: the conversion point that a stage stands for; null before the first. */
export const pointOf = ({ kind, point }: Standing): ConversionPoint | null => (kind === 'new' ? point : points[kind])

const points = { qualified: 'qualified', unqualified: 'invalidated', won: 'converted', lost: 'closed' } as const

/** A lead of a final kind is closed (F67). */
export const isFinal = (kind: StageKind): boolean => next[kind].length === 0

/** Where a lead of this kind may go by itself; T14. Stages of its own kind are always open to it. */
export const nextKinds = (kind: StageKind): readonly StageKind[] => next[kind]

const next: Record<StageKind, readonly StageKind[]> = {
  new: ['qualified', 'unqualified'],
  qualified: ['won', 'lost', 'unqualified'],
  unqualified: [],
  won: [],
  lost: [],
}

/** Where a person may take a closed lead back to. */
export const reopenedKinds: readonly StageKind[] = ['new', 'qualified']

/** How a lead gets from one kind to another: along the way, back from its end, or not at all. */
export function moveBetween(from: StageKind, to: StageKind): 'forward' | 'reopen' | null {
  if (from === to || next[from].includes(to)) return 'forward'
  return isFinal(from) && reopenedKinds.includes(to) ? 'reopen' : null
}

/**
 * Where a referral's progress takes its lead (D6, F67): forward and never back, so that null is where it is as far already
 * or at an end. What one partner calls invalid is not the end of the lead.
 */
export function kindReachedBy(progress: ReferralProgress, from: StageKind): StageKind | null {
  if (progress === 'qualified' && from === 'new') return 'qualified'
  return progress === 'converted' && (from === 'new' || from === 'qualified') ? 'won' : null
}

/** F55: only this is news; another name for the same point is not. */
export const isNews = (from: Standing, to: Standing): boolean => from.kind !== to.kind || pointOf(from) !== pointOf(to)
