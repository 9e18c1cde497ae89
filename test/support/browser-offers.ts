import { createHash } from 'node:crypto'
import { uuidv7 } from 'uuidv7'
import { inject } from 'vitest'
import { formatKey, keyPrefix } from '../../contract/access.ts'
import { toLeadId } from '../../contract/id.ts'
import { rows } from './browser-form.ts'

const key = formatKey('admin', { live: false, random: new Uint8Array(24).fill(7) })

/** Where the notices of offers go. */
export const buyer = 'buyer@example.com'

/** A partner that must accept its leads within the hour, set up through the API as a broker would. Call it once a file. */
export async function openOffers(): Promise<{ typeId: string }> {
  await rows(
    `INSERT INTO access_keys (id, version, kind, name, prefix, hash, partner_id, lead_type_id, origins, form, created_at,
       last_used_at) VALUES (90, 1, 'admin', 'Tests', ?, ?, NULL, NULL, '[]', NULL, 0, ?)`,
    keyPrefix(key),
    createHash('sha256').update(key).digest('hex'),
    Date.now(),
  )
  const { id: typeId } = await post('/v1/lead-types', {
    leadGroupId: 'grp_1',
    name: 'Double glazing, also for very long names of types',
    referralMethod: 'immediate',
    defaultPrice: { amount: 1250, currency: 'GBP' },
    fields: [
      { name: 'firstName', kind: 'text', label: 'First name', required: true },
      { name: 'email', kind: 'email', label: 'E-mail', required: true },
      { name: 'postcode', kind: 'postcode', label: 'Postcode', required: true },
      { name: 'owner', kind: 'yesNo', label: 'Do you own the home that the work is to be done on?', required: true },
    ],
  })
  const { id: partnerId } = await post('/v1/partners', {
    name: 'Northside Windows',
    creditUnlimited: true,
    delivery: { email: { to: [buyer] }, internet: null },
  })
  await post('/v1/setups', { partnerId, leadTypeId: typeId, allAreas: true, acceptMinutes: 60 })
  return { typeId }
}

/** A lead comes in: gives the address that the notice of its offer leads to, in the house that the browser visits. */
export async function offerAddress(typeId: string): Promise<string> {
  await rows('DELETE FROM mailbox WHERE recipients = ?', JSON.stringify([buyer]))
  await post('/v1/leads', {
    id: toLeadId(uuidv7()),
    leadTypeId: typeId,
    fields: { firstName: 'Alex', email: 'alex@example.org', postcode: 'NW1 6XE', owner: true },
  })
  for (let tries = 0; tries < 100; tries += 1) {
    const [mail] = await mailsToBuyer()
    const link = /https:\/\/leads\.example\.com(\S+)/.exec(mail?.body ?? '')
    if (link !== null) return inject('worker') + link[1]
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('No offer came.')
}

export const mailsToBuyer = (): Promise<{ body: string }[]> =>
  rows('SELECT body FROM mailbox WHERE recipients = ? ORDER BY at', JSON.stringify([buyer]))

async function post(path: string, body: object): Promise<{ id: string }> {
  const response = await fetch(inject('worker') + path, {
    method: 'POST',
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json', 'Idempotency-Key': uuidv7() },
    body: JSON.stringify(body),
  })
  const answer = await response.json()
  if (!response.ok) throw new Error(`${path}: ${JSON.stringify(answer)}`)
  return answer as { id: string }
}
