import { formatId } from '../../../contract/id.ts'
import type { LeadStage, Stage } from '../../../contract/stage.ts'
import { toIsoOrNull } from '../../../contract/time.ts'
import type { StageRow } from '../../../db/store/stages.ts'
import { pointOf } from '../../domain/lead/stage.ts'

/** A stage as the API shows it. */
export const toStage = (row: StageRow): Stage => ({
  ...toLeadStage(row),
  version: row.version,
  position: row.position,
  archivedAt: toIsoOrNull(row.archivedAt),
})

/** A stage as it stands on a lead: always its label and what it means (T17). */
export const toLeadStage = ({
  id,
  label,
  kind,
  point,
}: Pick<StageRow, 'id' | 'label' | 'kind' | 'point'>): LeadStage => ({
  id: formatId('stage', id),
  label,
  kind,
  point: pointOf({ kind, point }),
})
