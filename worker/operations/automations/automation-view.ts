import type { Automation } from '../../../contract/automation.ts'
import { formatId } from '../../../contract/id.ts'
import { toIsoOrNull } from '../../../contract/time.ts'
import type { AutomationRow } from '../../../db/store/automations.ts'

/** An automation as the API shows it. */
export const toAutomation = ({ id, leadTypeId, archivedAt, ...row }: AutomationRow): Automation => ({
  id: formatId('automation', id),
  version: row.version,
  name: row.name,
  event: row.event,
  leadTypeId: leadTypeId === null ? null : formatId('leadType', leadTypeId),
  condition: row.condition,
  steps: row.steps,
  onFailure: row.onFailure,
  active: row.active,
  archivedAt: toIsoOrNull(archivedAt),
})
