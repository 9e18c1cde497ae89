import { expect, it } from 'vitest'
import { reportableProgresses } from '../../../../contract/progress.ts'
import { referralProgresses, referralStates } from '../../../../contract/referral.ts'
import { verdictOnProgress } from '../../../../worker/domain/billing/progress.ts'
import { kindReachedBy } from '../../../../worker/domain/lead/stage.ts'

it.each([
  ['delivered', 'accepted', 'qualified', 'moves-on'],
  ['accepted', 'accepted', 'qualified', 'moves-on'],
  ['delivered', 'accepted', 'converted', 'moves-on'],
  ['delivered', 'qualified', 'converted', 'moves-on'],
  ['delivered', 'qualified', 'invalidated', 'moves-on'],
  ['delivered', 'qualified', 'qualified', 'known'],
  ['returned', 'qualified', 'qualified', 'known'],
  ['delivered', 'converted', 'qualified', 'PROGRESS_BACK'],
  ['delivered', 'converted', 'invalidated', 'PROGRESS_BACK'],
  ['delivered', 'invalidated', 'converted', 'PROGRESS_BACK'],
  ['referred', 'referred', 'qualified', 'NOT_ACCEPTED'],
  ['unknown', 'referred', 'invalidated', 'NOT_ACCEPTED'],
  ['rejected', 'referred', 'qualified', 'REFERRAL_ENDED'],
  ['returned', 'accepted', 'qualified', 'REFERRAL_ENDED'],
  ['unreferred', 'accepted', 'converted', 'REFERRAL_ENDED'],
] as const)('promises that a referral that is %s and %s, reported %s: %s', (state, progress, reported, verdict) => {
  expect(verdictOnProgress({ state, progress }, reported)).toBe(verdict)
})

it('promises that nothing ever leads back, from wherever', () => {
  for (const state of referralStates)
    for (const progress of referralProgresses)
      for (const reported of reportableProgresses)
        if (verdictOnProgress({ state, progress }, reported) === 'moves-on')
          expect(referralProgresses.indexOf(reported)).toBeGreaterThan(referralProgresses.indexOf(progress))
})

it.each([
  ['qualified', 'new', 'qualified'],
  ['qualified', 'qualified', null],
  ['converted', 'new', 'won'],
  ['converted', 'qualified', 'won'],
  ['converted', 'lost', null],
  ['qualified', 'won', null],
  ['invalidated', 'new', null],
] as const)('promises that %s takes a lead that is %s to %s (F67)', (progress, from, to) => {
  expect(kindReachedBy(progress, from)).toBe(to)
})
