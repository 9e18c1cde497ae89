import type { Reading } from '../../../contract/answer-test.ts'
import type { Verdict } from '../verdict.ts'

/** What an answer was read as, as the API shows it. */
export const toReading = ({ outcome, because, reason, remoteId, price, disable }: Verdict): Reading => ({
  outcome,
  because,
  reason,
  remoteId,
  statedPrice: price === null ? null : { amount: price.amountMinor, currency: price.currency },
  disable,
})
