import { formatId } from '../../../contract/id.ts'
import type { LeadGroup } from '../../../contract/lead-group.ts'
import { toIsoOrNull } from '../../../contract/time.ts'
import type { LeadGroupRow } from '../../../db/store/lead-groups.ts'

/** A lead group as the API shows it. */
export const toLeadGroup = ({ id, version, name, fields, archivedAt }: LeadGroupRow): LeadGroup => ({
  id: formatId('leadGroup', id),
  version,
  name,
  fields,
  archivedAt: toIsoOrNull(archivedAt),
})
