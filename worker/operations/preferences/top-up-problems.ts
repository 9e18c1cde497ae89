import type { Preferences } from '../../../contract/preferences.ts'
import type { FieldProblem } from '../../../contract/problem.ts'
import { currencyProblems } from '../config/checks.ts'
import { topUpTerms } from '../top-ups/top-up-terms.ts'

type Amounts = Pick<Preferences, 'topUpMinimum' | 'topUpMaximum' | 'topUpSuggested'>

/** What is wrong with amounts to pay in (F63), as they would be after a change: `given` are those that it brings. */
export function topUpProblems(settings: Amounts, given: Partial<Amounts>, currency: string): FieldProblem[] {
  const wrongCurrency = [
    ...currencyProblems('/topUpMinimum', given.topUpMinimum, currency),
    ...currencyProblems('/topUpMaximum', given.topUpMaximum, currency),
    ...(given.topUpSuggested ?? []).flatMap((money, i) => currencyProblems(`/topUpSuggested/${i}`, money, currency)),
  ]
  const concerned = given.topUpMinimum !== undefined || given.topUpMaximum !== undefined || given.topUpSuggested
  if (wrongCurrency.length > 0 || !concerned) return wrongCurrency
  const { minimumMinor, maximumMinor } = topUpTerms(settings, currency)
  if (minimumMinor > maximumMinor)
    return [
      {
        pointer: given.topUpMaximum === undefined ? '/topUpMinimum' : '/topUpMaximum',
        code: 'MINIMUM_ABOVE_MAXIMUM',
        message: 'The minimum is above the maximum.',
      },
    ]
  return settings.topUpSuggested.flatMap(({ amount, currency: its }, i) =>
    its !== currency || (amount >= minimumMinor && amount <= maximumMinor)
      ? []
      : [
          {
            pointer: `/topUpSuggested/${i}`,
            code: 'OUT_OF_RANGE',
            message: 'This lies outside the minimum and the maximum.',
          },
        ],
  )
}
