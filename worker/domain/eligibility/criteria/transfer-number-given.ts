import type { Criterion } from '../criterion.ts'

/** D1.18: a telephone transfer needs the number to transfer to (F18, F35). */
export const transferNumberGiven: Criterion = {
  code: 'NO_TRANSFER_NUMBER',
  title: 'Transfer number is given',
  needsLead: false,
  overridable: false,
  parks: 'until-change',
  check({ leadType, partner }) {
    if (leadType.referralMethod !== 'transfer' || partner.transferNumber !== null) return null
    return { transferNumber: null }
  },
}
