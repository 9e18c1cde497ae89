import { formatId } from '../../../contract/id.ts'
import type { LeadType } from '../../../contract/lead-type.ts'
import type { Preferences } from '../../../contract/preferences.ts'
import { toIsoOrNull } from '../../../contract/time.ts'
import type { Warning } from '../../../contract/warning.ts'
import type { LeadTypeRow } from '../../../db/store/lead-types.ts'
import { chargeViews } from '../config/charges.ts'

/**
 * A lead type as the API shows it: its own fields only, its price in the broker's currency, and what it warns of under
 * these preferences.
 */
export const toLeadType = (row: LeadTypeRow, currency: string, preferences: Preferences): LeadType => ({
  id: formatId('leadType', row.id),
  version: row.version,
  leadGroupId: formatId('leadGroup', row.leadGroupId),
  name: row.name,
  description: row.description,
  fields: row.fields,
  referralMethod: row.referralMethod,
  defaultPrice: { amount: row.defaultPrice, currency },
  scope: row.scope,
  requireFca: row.requireFca,
  selection: row.selection,
  selfService: row.selfService,
  holdHours: row.holdHours,
  requireConsent: row.requireConsent,
  billingPoint: row.billingPoint,
  charges: chargeViews(row.charges, currency),
  nationalPrice: row.nationalPrice === null ? null : { amount: row.nationalPrice, currency },
  billingDays: row.billingDays,
  returnPolicy: row.returnPolicy,
  rerouteRefused: row.rerouteRefused,
  archivedAt: toIsoOrNull(row.archivedAt),
  warnings: row.requireFca && !preferences.partnersProvideFca ? [fcaNotSelfService] : [],
})

/** F2: the requirement blocks all the same. */
const fcaNotSelfService: Warning = {
  code: 'FCA_NOT_SELF_SERVICE',
  message: 'Partners may not enter their FCA number themselves: only the broker can unblock one that has none.',
}
