import { type JobRow, leaseMs } from '../../../db/store/jobs.ts'

/**
 * The job that asks PayPal how a payment stands, takes the money when it is approved, and keeps what it says. `because`:
 * `watch` goes on asking until the payment ends, `return` asks once.
 */
export const settleJob = (now: number, topUpId: string, because: 'watch' | 'return'): JobRow => ({
  due: now + leaseMs,
  id: `paypal-settle:${topUpId}:${because}`,
  kind: 'paypal-settle',
  data: { topUpId, because },
  attempts: 1,
  party: null,
})
