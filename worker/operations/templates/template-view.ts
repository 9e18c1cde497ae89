import { formatId } from '../../../contract/id.ts'
import type { Template } from '../../../contract/template.ts'
import { toIsoOrNull } from '../../../contract/time.ts'
import type { TemplateRow } from '../../../db/store/templates.ts'

/** A template as the API shows it. */
export const toTemplate = ({ id, archivedAt, ...row }: TemplateRow): Template => ({
  id: formatId('template', id),
  version: row.version,
  kind: row.kind,
  name: row.name,
  subject: row.subject,
  text: row.text,
  html: row.html,
  archivedAt: toIsoOrNull(archivedAt),
})
