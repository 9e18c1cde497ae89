import { beforeEach, describe, expect, it } from 'vitest'
import { dayMs } from '../../../contract/time.ts'
import type { Actor } from '../../../worker/context.ts'
import { inviteLogin } from '../../../worker/operations/logins/invite-login.ts'
import { removeLogin } from '../../../worker/operations/logins/remove-login.ts'
import { resendInvitation } from '../../../worker/operations/logins/resend-invitation.ts'
import { revokeInvitation } from '../../../worker/operations/logins/revoke-invitation.ts'
import { updateLogin } from '../../../worker/operations/logins/update-login.ts'
import { codeSecret } from '../../../worker/operations/sign-in/code-secret.ts'
import { startSession } from '../../../worker/operations/sign-in/start-session.ts'
import { testCtx } from '../../support/ctx.ts'
import { db, seedOwners } from '../../support/seed-access.ts'
import { seedLogin, seedSession } from '../../support/seed-login.ts'

const start = Date.UTC(2026, 5, 15, 12)
const origin = 'https://baton.example.com'
const admin: Actor = { kind: 'admin', keyId: 1, keyVersion: 1 }

beforeEach(seedOwners)

const rows = async (sql: string): Promise<Record<string, unknown>[]> =>
  (await db().prepare(sql).all<Record<string, unknown>>()).results

const wanted = { name: 'Sam Example', email: 'sam@example.com', mobile: null, access: 'leads' } as const

async function invite(changes: Partial<typeof wanted> | Record<string, unknown> = {}, actor = admin, now = start) {
  const ctx = testCtx({ now, actor })
  const login = await inviteLogin(ctx, 1, { wanted: { ...wanted, ...changes }, origin })
  await ctx.runStarted()
  return { login, id: Number(login.id.slice(4)), codeId: await newestCode() }
}

const newestCode = async (): Promise<string> => String((await rows('SELECT id FROM codes ORDER BY id DESC'))[0]?.id)

const accept = async (codeId: string, now = start) =>
  startSession(testCtx({ now, actor: { kind: 'anybody' } }), {
    codeId,
    code: (await codeSecret(testCtx(), codeId)).digits,
    partnerId: undefined,
    caller: null,
  })

const someone = async (access: 'full' | 'leads' | 'read' = 'full') => {
  const { sessionId, loginId } = await seedSession({ access, now: start })
  return { actor: { kind: 'partner', loginId, sessionId, access, partnerId: 1 } as Actor, loginId, sessionId }
}

describe('an invitation promises that', () => {
  it('its person gets a letter that lets them in once, and the login is accepted by it', async () => {
    const { login, codeId } = await invite()
    expect(login).toMatchObject({ state: 'invited', acceptedAt: null, access: 'leads', version: 1 })
    const [mail] = await rows('SELECT recipients, subject, body FROM mailbox')
    expect(mail!.recipients).toBe('["sam@example.com"]')
    expect(mail!.body).toContain(`${origin}/sign-in/${codeId}?code=${(await codeSecret(testCtx(), codeId)).link}`)
    expect((await accept(codeId)).session?.loginId).toBe(login.id)
    expect(await rows('SELECT version, accepted_at FROM logins')).toEqual([{ version: 2, accepted_at: start }])
    await expect(accept(codeId)).rejects.toMatchObject({ code: 'CODE_REFUSED' })
    const events = await rows("SELECT event, actor FROM history WHERE id = 'lgn_1' ORDER BY version")
    expect(events).toEqual([
      { event: 'invited', actor: 'key_1' },
      { event: 'accepted', actor: 'lgn_1' },
    ])
  })

  it('it is good for seven days, to the millisecond', async () => {
    const { codeId } = await invite()
    await expect(accept(codeId, start + 7 * dayMs)).rejects.toMatchObject({ code: 'CODE_REFUSED' })
    expect((await accept(codeId, start + 7 * dayMs - 1)).token).not.toBeNull()
  })

  it('sent again, the first one opens nothing and the second seven days more', async () => {
    const { id, codeId } = await invite()
    const later = start + 8 * dayMs
    const ctx = testCtx({ now: later, actor: admin })
    expect(await resendInvitation(ctx, id, { origin })).toMatchObject({ state: 'invited', version: 2 })
    await expect(accept(codeId, later)).rejects.toMatchObject({ code: 'CODE_REFUSED' })
    expect((await accept(await newestCode(), later + 7 * dayMs - 1)).token).not.toBeNull()
  })

  it('taken back, it opens nothing until it is sent again', async () => {
    const { id, codeId } = await invite()
    expect(await revokeInvitation(testCtx({ now: start + 1, actor: admin }), id)).toMatchObject({ state: 'lapsed' })
    await expect(accept(codeId, start + 2)).rejects.toMatchObject({ code: 'CODE_REFUSED' })
    expect(await resendInvitation(testCtx({ now: start + 3, actor: admin }), id, { origin })).toMatchObject({
      state: 'invited',
    })
  })

  it('once accepted it can neither be sent again nor taken back', async () => {
    const { id, codeId } = await invite()
    await accept(codeId)
    const ctx = testCtx({ now: start + 1, actor: admin })
    await expect(resendInvitation(ctx, id, { origin })).rejects.toMatchObject({ code: 'IN_USE' })
    await expect(revokeInvitation(ctx, id)).rejects.toMatchObject({ code: 'IN_USE' })
  })

  it('a partner has one login for an address, whatever its case, and many invitations at once make one', async () => {
    await invite()
    await expect(invite({ email: 'SAM@example.com' })).rejects.toMatchObject({
      code: 'INVALID_BODY',
      errors: [{ pointer: '/email', code: 'EMAIL_TAKEN' }],
    })
    const many = await Promise.allSettled(Array.from({ length: 5 }, () => invite({ email: 'kim@example.com' })))
    expect(many.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('a mobile number is kept in E.164, and what is none is refused', async () => {
    expect((await invite({ mobile: '07700 900123' })).login.mobile).toBe('+447700900123')
    await expect(invite({ email: 'k@example.com', mobile: '12' })).rejects.toMatchObject({ code: 'INVALID_BODY' })
  })

  it('nobody is written to more than five times a day', async () => {
    const { id } = await invite()
    for (let n = 1; n < 5; n += 1) await resendInvitation(testCtx({ now: start + n, actor: admin }), id, { origin })
    const sixth = resendInvitation(testCtx({ now: start + 5, actor: admin }), id, { origin })
    await expect(sixth).rejects.toMatchObject({ code: 'RATE_LIMITED' })
    expect(await rows('SELECT version FROM logins')).toEqual([{ version: 5 }])
  })

  it('a closed partner invites nobody', async () => {
    await db().prepare("UPDATE partners SET status = 'closed', version = 2").run()
    await expect(invite()).rejects.toMatchObject({ code: 'ARCHIVED' })
  })

  it('somebody of the partner with full access may invite, others and other partners may not', async () => {
    expect((await invite({}, (await someone()).actor)).login.partnerId).toBe('ptn_1')
    for (const access of ['leads', 'read'] as const)
      await expect(invite({ email: 'x@example.com' }, (await someone(access)).actor)).rejects.toMatchObject({
        code: 'NOT_ALLOWED',
      })
    const stranger = { kind: 'partner', keyId: 9, keyVersion: 1, partnerId: 2 } as const
    await expect(invite({}, stranger)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('a login promises that', () => {
  it('removing it ends its sessions at once, with history, and twice changes nothing', async () => {
    const { loginId, sessionId } = await someone()
    const remove = () => removeLogin(testCtx({ now: start, actor: admin }), loginId)
    expect(await remove()).toMatchObject({ state: 'removed', version: 2 })
    expect(await rows(`SELECT id FROM sessions WHERE id = '${sessionId}'`)).toEqual([])
    expect((await remove()).version).toBe(2)
    expect(await rows(`SELECT event FROM history WHERE id = 'lgn_${loginId}' AND version = 2`)).toEqual([
      { event: 'removed' },
    ])
  })

  it('a removed address can be invited anew, as another login', async () => {
    const { id } = await invite()
    await removeLogin(testCtx({ now: start, actor: admin }), id)
    expect((await invite()).id).toBe(id + 1)
  })

  it('a partner never locks itself out, not even by two who remove each other at once', async () => {
    const [one, two] = [await someone(), await someone()]
    const both = await Promise.allSettled([
      removeLogin(testCtx({ now: start, actor: one.actor }), two.loginId),
      removeLogin(testCtx({ now: start, actor: two.actor }), one.loginId),
    ])
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const left = (await rows('SELECT id FROM logins WHERE removed_at IS NULL'))[0]!.id as number
    const actor = left === one.loginId ? one.actor : two.actor
    await expect(removeLogin(testCtx({ actor }), left)).rejects.toMatchObject({ code: 'LAST_LOGIN' })
    await expect(updateLogin(testCtx({ actor }), left, { access: 'read' })).rejects.toMatchObject({
      code: 'LAST_LOGIN',
    })
    expect(await removeLogin(testCtx({ actor: admin }), left)).toMatchObject({ state: 'removed' })
  })

  it('an invitation that is not accepted yet does not count as somebody who is in', async () => {
    const { actor, loginId } = await someone()
    await seedLogin({ acceptedAt: null, invitedUntil: start + dayMs })
    await expect(removeLogin(testCtx({ actor }), loginId)).rejects.toMatchObject({ code: 'LAST_LOGIN' })
  })

  it('what changes stands in history, and a stale version is refused', async () => {
    const { id } = await seedLogin()
    const ctx = testCtx({ actor: admin })
    expect(await updateLogin(ctx, id, { version: 1, access: 'read', name: 'Kim Example' })).toMatchObject({
      version: 2,
    })
    await expect(updateLogin(ctx, id, { version: 1, access: 'full' })).rejects.toMatchObject({
      code: 'VERSION_CONFLICT',
    })
    const [row] = await rows(`SELECT data FROM history WHERE id = 'lgn_${id}' AND version = 2`)
    expect(JSON.parse(String(row!.data))).toEqual({
      changed: { name: ['Robin Example', 'Kim Example'], access: ['full', 'read'] },
    })
  })
})
