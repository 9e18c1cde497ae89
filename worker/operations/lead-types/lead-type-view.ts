import { formatId } from '../../../contract/id.ts'
import type { LeadType } from '../../../contract/lead-type.ts'
import { toIsoOrNull } from '../../../contract/time.ts'
import type { LeadTypeRow } from '../../../db/store/lead-types.ts'

/** A lead type as the API shows it: its own fields only, its price in the broker's currency. */
export const toLeadType = (row: LeadTypeRow, currency: string): LeadType => ({
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
  archivedAt: toIsoOrNull(row.archivedAt),
})
