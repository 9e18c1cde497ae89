import { formatSessionToken, sessionTokenBytes } from '../../contract/access.ts'
import type { Access } from '../../contract/login.ts'
import { dayMs, hourMs } from '../../contract/time.ts'
import { hashKey } from '../../worker/operations/access/hash-key.ts'
import { db } from './seed-access.ts'

export interface SeededLogin {
  partnerId?: number
  email?: string
  access?: Access
  /** Null: invited and not in yet. */
  acceptedAt?: number | null
  invitedUntil?: number
}

/** Puts a login straight into D1, with its history. Its partner must be there (seedOwners: partner 1). */
export async function seedLogin({
  partnerId = 1,
  access = 'full',
  email,
  acceptedAt = 0,
  invitedUntil = 0,
}: SeededLogin = {}): Promise<{ id: number; email: string }> {
  const last = await db().prepare('SELECT coalesce(max(id), 0) AS id FROM logins').first<{ id: number }>()
  const id = last!.id + 1
  const address = email ?? `person-${id}@example.com`
  await db().batch([
    db()
      .prepare(
        `INSERT INTO logins (id, version, partner_id, name, email, access, created_at, invited_until, accepted_at)
         VALUES (?, 1, ?, 'Robin Example', ?, ?, 0, ?, ?)`,
      )
      .bind(id, partnerId, address, access, invitedUntil, acceptedAt),
    db()
      .prepare(
        "INSERT INTO history (id, version, event, actor, at, commit_id) VALUES (?, 1, 'seeded', 'test', 0, 'seed')",
      )
      .bind(`lgn_${id}`),
  ])
  return { id, email: address }
}

/** Somebody who is signed in: their token, and the ids. */
export async function seedSession({
  now = Date.now(),
  loginId,
  ...login
}: SeededLogin & { now?: number; loginId?: number } = {}): Promise<{
  token: string
  sessionId: string
  loginId: number
}> {
  const id = loginId ?? (await seedLogin(login)).id
  const token = formatSessionToken(crypto.getRandomValues(new Uint8Array(sessionTokenBytes)))
  const sessionId = `ses_0195e2f4-6a3c-7b21-8d4e-${crypto.randomUUID().slice(-12)}`
  await db().batch([
    db()
      .prepare(
        `INSERT INTO sessions (id, hash, login_id, started_at, used_at, idle_until, until)
         VALUES (?1, ?2, ?3, ?4, ?4, ?5, ?6)`,
      )
      .bind(sessionId, await hashKey(token), id, now, now + 12 * hourMs, now + 30 * dayMs),
    db()
      .prepare(
        "INSERT INTO history (id, version, event, actor, at, commit_id) VALUES (?, 1, 'signed_in', 'test', 0, 'seed')",
      )
      .bind(sessionId),
  ])
  return { token, sessionId, loginId: id }
}
