import { formatId } from '../../../contract/id.ts'
import type { Key } from '../../../contract/key.ts'
import { toIso, toIsoOrNull } from '../../../contract/time.ts'
import type { KeyRow } from '../../../db/store/keys.ts'

/** A key as the API shows it: how it begins, never what it is. */
export const toKey = (row: KeyRow): Key => ({
  id: formatId('key', row.id),
  version: row.version,
  kind: row.kind,
  name: row.name,
  prefix: row.prefix,
  partnerId: row.partnerId === null ? null : formatId('partner', row.partnerId),
  leadTypeId: row.leadTypeId === null ? null : formatId('leadType', row.leadTypeId),
  origins: row.origins,
  form: row.form,
  createdAt: toIso(row.createdAt),
  expiresAt: toIsoOrNull(row.expiresAt),
  revokedAt: toIsoOrNull(row.revokedAt),
  lastUsedAt: toIsoOrNull(row.lastUsedAt),
})
