import { formatId } from '../../../contract/id.ts'
import type { LeadGroup } from '../../../contract/lead-group.ts'
import { toIsoOrNull } from '../../../contract/time.ts'
import type { LeadGroupRow } from '../../../db/store/lead-groups.ts'

/** A lead group as the API shows it. */
export const toLeadGroup = (row: LeadGroupRow): LeadGroup => ({
  id: formatId('leadGroup', row.id),
  version: row.version,
  name: row.name,
  fields: row.fields,
  introducersMayRefer: row.introducersMayRefer,
  archivedAt: toIsoOrNull(row.archivedAt),
})
