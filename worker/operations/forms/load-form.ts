import { isFormKey } from '../../../contract/access.ts'
import type { Field } from '../../../contract/fields/field.ts'
import type { FormSettings } from '../../../contract/key.ts'
import { hourMs } from '../../../contract/time.ts'
import { commit } from '../../../db/commit.ts'
import { markKeyUsed } from '../../../db/store/access-keys.ts'
import { type FormRow, findForm } from '../../../db/store/forms.ts'
import type { Actor, Ctx } from '../../context.ts'
import { hashKey } from '../access/hash-key.ts'
import { whyNotIntroduce } from '../leads/why-not-introduce.ts'
import { readPreferences } from '../preferences/load-preferences.ts'

/** A form as its key opens it. `fields` are the group's shared fields and then the lead type's own (F14). */
export interface LoadedForm {
  actor: Extract<Actor, { kind: 'form' }>
  settings: FormSettings
  fields: Field[]
  /** Why it takes no leads at present, although it is there (F7, F8); null when it does. */
  refused: ReturnType<typeof whyNotIntroduce>
}

/**
 * The form behind a publishable key; null when there is none, or its key is revoked or expired, or its lead type takes
 * no leads any more. With `mayUseCache` a form that this isolate read within the last hour is not read again: for
 * leads, whose commit checks key, lead type and preferences once more. Nobody is turned away from memory.
 */
export async function loadForm(
  ctx: Ctx,
  key: string,
  { mayUseCache }: { mayUseCache: boolean },
): Promise<LoadedForm | null> {
  if (!isFormKey(key)) return null
  const kept = mayUseCache ? recall(ctx, key) : null
  if (kept !== null && kept.refused === null) return kept
  const row = await read(ctx, key)
  return row === null || !isOpen(row, ctx.now) ? null : toForm(row)
}

function recall(ctx: Ctx, key: string): LoadedForm | null {
  const kept = cache.get(key)
  return kept !== undefined && ctx.now < kept.until && isOpen(kept.row, ctx.now) ? toForm(kept.row) : null
}

const cacheMs = hourMs
const cacheSize = 500
const cache = new Map<string, { row: FormRow; until: number }>()

async function read(ctx: Ctx, key: string): Promise<FormRow | null> {
  const row = await findForm(ctx.db, await hashKey(key))
  cache.delete(key)
  if (row === null) return null
  if (cache.size >= cacheSize) cache.delete(cache.keys().next().value as string)
  cache.set(key, { row, until: ctx.now + cacheMs })
  noteUse(ctx, row)
  return row
}

/** At most once an hour, and after the answer. */
function noteUse(ctx: Ctx, { id, last_used_at: lastUsedAt }: FormRow): void {
  const since = ctx.now - hourMs
  if (lastUsedAt !== null && lastUsedAt >= since) return
  ctx.defer(() => commit(ctx, { history: [], write: [markKeyUsed(ctx.db, { id, now: ctx.now, since })] }))
}

const isOpen = ({ revoked_at: revokedAt, expires_at: expiresAt, archived }: FormRow, now: number): boolean =>
  revokedAt === null && (expiresAt === null || now < expiresAt) && archived === 0

function toForm(row: FormRow): LoadedForm {
  const actor: LoadedForm['actor'] = {
    kind: 'form',
    keyId: row.id,
    keyVersion: row.version,
    partnerId: row.partner_id,
    leadTypeId: row.lead_type_id,
    origins: JSON.parse(row.origins),
  }
  return {
    actor,
    settings: JSON.parse(row.form),
    fields: [...JSON.parse(row.group_fields), ...JSON.parse(row.type_fields)],
    refused: whyNotIntroduce(actor, {
      introducersMayRefer: row.introducers_may_refer === 1,
      preferences: { version: row.preferences_version, settings: readPreferences(row.preferences) },
    }),
  }
}
