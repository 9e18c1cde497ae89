import { formatKey, type KeyKind, keyBytes, keyPrefix } from '../../contract/access.ts'
import type { FormSettings } from '../../contract/key.ts'
import { hashKey } from '../../worker/operations/access/hash-key.ts'
import { insert } from './world.ts'

/** A key of a world (world.ts). A form's key belongs to its introducer, a partner's to the partner, an admin's to nobody. */
export interface WorldKey {
  kind: KeyKind
  partnerId?: number
  leadTypeId?: number
}

/** Makes keys straight in the database, and gives their texts in the order that was asked for. */
export async function writeKeys(db: D1Database, keys: readonly WorldKey[]): Promise<string[]> {
  const texts = keys.map(({ kind }) => newKey(kind))
  const rows = keys.map(async ({ kind, partnerId, leadTypeId }, i) => ({
    id: i + 1,
    version: 1,
    kind,
    name: 'A key',
    prefix: keyPrefix(texts[i]!),
    hash: await hashKey(texts[i]!),
    partner_id: partnerId ?? null,
    lead_type_id: leadTypeId ?? null,
    origins: JSON.stringify(kind === 'form' ? ['https://www.example.com'] : []),
    form: kind === 'form' ? JSON.stringify(form) : null,
    created_at: 0,
  }))
  await insert(db, 'access_keys', await Promise.all(rows)).run()
  return texts
}

const form: FormSettings = {
  title: 'Get a quote',
  intro: 'Two minutes now; a local installer calls you within one working day.',
  submitLabel: 'Get my quote',
  thanks: 'Thank you. We have your request and call you within one working day.',
  language: 'en-GB',
}

const newKey = (kind: KeyKind): string =>
  formatKey(kind, { live: false, random: crypto.getRandomValues(new Uint8Array(keyBytes)) })
