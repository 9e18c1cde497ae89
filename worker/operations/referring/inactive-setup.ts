import { formatId } from '../../../contract/id.ts'
import type { HistoryRow } from '../../../db/commit.ts'
import type { SetupRow } from '../../../db/store/setups.ts'
import { newSetupRow } from '../setups/new-setup-row.ts'

/**
 * A setup for a referral to a partner that never chose the lead type (D1.5 overridden): a referral belongs to a setup.
 * Inactive and without places, it gets nothing by itself; the price is the lead type's.
 */
export const inactiveSetup = (key: Pick<SetupRow, 'id' | 'partnerId' | 'leadTypeId'>): SetupRow => ({
  ...newSetupRow(key),
  active: false,
})

/** Its first history row says whom it was made for. */
export const inactiveSetupHistory = (
  { id, version, partnerId, leadTypeId }: SetupRow,
  { leadId, reason }: { leadId: string; reason: string },
): HistoryRow => ({
  id: formatId('setup', id),
  version,
  event: 'created',
  data: {
    partnerId: formatId('partner', partnerId),
    leadTypeId: formatId('leadType', leadTypeId),
    active: false,
    allAreas: false,
    places: [],
    because: 'TYPE_NOT_SELECTED was overridden',
    lead: leadId,
    reason,
  },
})
