import type { SetupRow } from '../../../db/store/setups.ts'

/** A setup before anything was set: it takes what comes, at the lead type's own price. Its places are not in its row. */
export const newSetupRow = (key: Pick<SetupRow, 'id' | 'partnerId' | 'leadTypeId'>): SetupRow => ({
  ...key,
  version: 1,
  active: true,
  price: null,
  priority: 0,
  dailyLimit: 0,
  monthlyLimit: 0,
  weight: 1,
  filters: [],
  billing: null,
  acceptMinutes: 0,
})
