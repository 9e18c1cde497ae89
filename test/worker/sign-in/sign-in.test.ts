import { beforeEach, describe, expect, it } from 'vitest'
import { dayMs, hourMs, minuteMs } from '../../../contract/time.ts'
import { findSessionActor } from '../../../worker/operations/access/find-session.ts'
import { askCode } from '../../../worker/operations/sign-in/ask-code.ts'
import { codeSecret } from '../../../worker/operations/sign-in/code-secret.ts'
import { startSession } from '../../../worker/operations/sign-in/start-session.ts'
import { type TestCtx, testCtx } from '../../support/ctx.ts'
import { db, seedOwners } from '../../support/seed-access.ts'
import { seedLogin } from '../../support/seed-login.ts'

const start = Date.UTC(2026, 5, 15, 12)
const origin = 'https://baton.example.com'
const anybody = { kind: 'anybody' } as const
const at = (now: number): TestCtx => testCtx({ now, actor: anybody })

const ask = (email: string, now = start, caller: string | null = null) => askCode(at(now), { email, origin, caller })

/** What the e-mail says, taken from where the house takes it. */
const secretOf = (codeId: string) => codeSecret(at(start), codeId)

async function signIn(
  { codeId, code, partnerId }: { codeId: string; code?: string; partnerId?: number },
  now = start,
  caller: string | null = null,
) {
  const shown = code ?? (await secretOf(codeId)).digits
  return startSession(at(now), { codeId, code: shown, partnerId, caller })
}

const sessions = () => db().prepare('SELECT count(*) AS n FROM sessions').first<number>('n')

beforeEach(seedOwners)

describe('signing in with a code promises that', () => {
  it('the eight digits let their person in, as somebody of their partner', async () => {
    const { id: loginId, email } = await seedLogin({ access: 'leads' })
    const { id: codeId } = await ask(email)
    const { token, session } = await signIn({ codeId })
    expect(session).toMatchObject({ loginId: `lgn_${loginId}`, partnerId: 'ptn_1', current: true })
    expect(await findSessionActor(at(start), token!)).toEqual({
      kind: 'partner',
      loginId,
      sessionId: session!.id,
      access: 'leads',
      partnerId: 1,
    })
  })

  it('what the link has lets in just as well', async () => {
    const { email } = await seedLogin()
    const { id: codeId } = await ask(email)
    expect((await signIn({ codeId, code: (await secretOf(codeId)).link })).token).toMatch(/^bts_/)
  })

  it('the case of an address does not count', async () => {
    await seedLogin({ email: 'Robin@Example.com' })
    const { id: codeId } = await ask('robin@example.COM')
    expect((await signIn({ codeId })).token).not.toBeNull()
  })

  it('a code lets in once', async () => {
    const { email } = await seedLogin()
    const { id: codeId } = await ask(email)
    await signIn({ codeId })
    await expect(signIn({ codeId })).rejects.toMatchObject({ code: 'CODE_REFUSED' })
  })

  it('a code that is used many times at once makes one session', async () => {
    const { email } = await seedLogin()
    const { id: codeId } = await ask(email)
    const all = await Promise.allSettled(Array.from({ length: 8 }, () => signIn({ codeId })))
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await sessions()).toBe(1)
  })

  it('it is good for 15 minutes, to the millisecond', async () => {
    const { email } = await seedLogin()
    const codes = [await ask(email), await ask(email)]
    await expect(signIn({ codeId: codes[0]!.id }, start + 15 * minuteMs)).rejects.toMatchObject({
      code: 'CODE_REFUSED',
    })
    expect((await signIn({ codeId: codes[1]!.id }, start + 15 * minuteMs - 1)).token).not.toBeNull()
  })

  it('five wrong tries use a code up, however many come at once', async () => {
    const { email } = await seedLogin()
    const { id: codeId } = await ask(email)
    const wrong = (await secretOf(codeId)).digits === '00000000' ? '00000001' : '00000000'
    await Promise.allSettled(Array.from({ length: 12 }, () => signIn({ codeId, code: wrong })))
    for (let i = 0; i < 5; i += 1) await signIn({ codeId, code: wrong }).catch(() => {})
    expect(await db().prepare('SELECT tries FROM codes').first('tries')).toBe(5)
    await expect(signIn({ codeId })).rejects.toMatchObject({ code: 'CODE_REFUSED' })
  })

  it('four wrong tries do not', async () => {
    const { email } = await seedLogin()
    const { id: codeId } = await ask(email)
    const wrong = (await secretOf(codeId)).digits === '00000000' ? '00000001' : '00000000'
    for (let i = 0; i < 4; i += 1)
      await expect(signIn({ codeId, code: wrong })).rejects.toMatchObject({ code: 'CODE_REFUSED' })
    expect((await signIn({ codeId })).token).not.toBeNull()
  })

  it('a code of one request is of no use with the id of another', async () => {
    const { email } = await seedLogin()
    const [one, two] = [await ask(email), await ask(email)]
    const { digits } = await secretOf(one.id)
    await expect(signIn({ codeId: two.id, code: digits })).rejects.toMatchObject({ code: 'CODE_REFUSED' })
  })

  it('a code for an address that nobody has opens nothing, even where it is right', async () => {
    const { id: codeId } = await ask('nobody@example.org')
    await expect(signIn({ codeId })).rejects.toMatchObject({ code: 'CODE_REFUSED' })
  })

  it.each([
    ['pending', true],
    ['suspended', true],
    ['closed', false],
  ])('people of a partner that is %s get in: %s', async (status, getsIn) => {
    const { email } = await seedLogin()
    const { id: codeId } = await ask(email)
    await db().prepare('UPDATE partners SET status = ?, version = 2').bind(status).run()
    const signed = await signIn({ codeId }).then(
      () => true,
      () => false,
    )
    expect(signed).toBe(getsIn)
  })

  it('a dry run says nothing about the code, right or wrong, and uses nothing up', async () => {
    const { email } = await seedLogin()
    const { id: codeId } = await ask(email)
    const dry = (code: string) =>
      startSession(testCtx({ now: start, actor: anybody, dryRun: true }), {
        codeId,
        code,
        partnerId: undefined,
        caller: null,
      })
    const { digits } = await secretOf(codeId)
    expect(await dry(digits)).toEqual(await dry('00000000'))
    expect(await db().prepare('SELECT tries, used_at FROM codes').first()).toEqual({ tries: 0, used_at: null })
  })

  it('somebody with several partners comes in where they were last, or where they say', async () => {
    await db()
      .prepare(
        `INSERT INTO partners (id, version, name, description, reference, status, is_house, buys, introduces, online, zone,
           open_from, open_until, daily_limit, monthly_limit, credit_limit, credit_unlimited, delivery)
         SELECT 2, 1, 'Another Partner', '', '', 'active', 0, 1, 1, 1, zone, 0, open_until, 0, 0, 0, 0, delivery FROM partners`,
      )
      .run()
    const email = 'robin@example.com'
    await seedLogin({ email, partnerId: 1 })
    await seedLogin({ email, partnerId: 2 })
    const codes = [await ask(email), await ask(email), await ask(email)]
    expect((await signIn({ codeId: codes[0]!.id, partnerId: 2 }, start + 1)).session?.partnerId).toBe('ptn_2')
    expect((await signIn({ codeId: codes[1]!.id }, start + 2)).session?.partnerId).toBe('ptn_2')
    await expect(signIn({ codeId: codes[2]!.id, partnerId: 3 }, start + 3)).rejects.toMatchObject({
      code: 'CODE_REFUSED',
    })
  })
})

describe('a session promises that', () => {
  const begin = async (now = start) => {
    const { email } = await seedLogin()
    const { id: codeId } = await ask(email, now)
    return signIn({ codeId }, now)
  }
  const isIn = async (token: string, now: number): Promise<boolean> =>
    (await findSessionActor({ ...at(now), defer: () => {} }, token)) !== null

  it('it ends after 12 hours without use, to the millisecond', async () => {
    const { token } = await begin()
    expect(await isIn(token!, start + 12 * hourMs - 1)).toBe(true)
    expect(await isIn(token!, start + 12 * hourMs)).toBe(false)
  })

  it('use puts its end off, up to 30 days and not a millisecond more', async () => {
    const { token } = await begin()
    const deferred: Promise<unknown>[] = []
    const use = async (now: number) => {
      const actor = await findSessionActor({ ...at(now), defer: (work) => void deferred.push(work()) }, token!)
      await Promise.all(deferred.splice(0))
      return actor !== null
    }
    for (let now = start; now < start + 30 * dayMs; now += 11 * hourMs) expect(await use(now)).toBe(true)
    expect(await use(start + 30 * dayMs - 1)).toBe(true)
    expect(await use(start + 30 * dayMs)).toBe(false)
  })

  it('its use is written down at most every five minutes', async () => {
    const { token } = await begin()
    const writes: unknown[] = []
    const around = (now: number) => ({ ...at(now), defer: (work: unknown) => void writes.push(work) })
    for (let ms = 0; ms < 5 * minuteMs; ms += minuteMs) await findSessionActor(around(start + ms), token!)
    expect(writes).toHaveLength(0)
    await findSessionActor(around(start + 5 * minuteMs), token!)
    expect(writes).toHaveLength(1)
  })

  it.each([
    ['its login is removed', 'UPDATE logins SET removed_at = 1, version = version + 1'],
    ['its partner is closed', "UPDATE partners SET status = 'closed', version = 2"],
  ])('it is over at once when %s', async (_when, sql) => {
    const { token } = await begin()
    await db().prepare(sql).run()
    expect(await isIn(token!, start)).toBe(false)
    expect(await sessions()).toBe(0)
  })

  it('a partner that is opened again does not bring it back', async () => {
    const { token } = await begin()
    await db().batch([
      db().prepare("UPDATE partners SET status = 'closed', version = 2"),
      db().prepare("UPDATE partners SET status = 'active', version = 3"),
    ])
    expect(await isIn(token!, start)).toBe(false)
  })

  it('the database lets none begin for a login that is removed', async () => {
    const { id } = await seedLogin()
    await db().prepare('UPDATE logins SET removed_at = 1, version = 2').run()
    const insert = db().prepare("INSERT INTO sessions VALUES ('ses_1', 'h', ?, 0, 0, 1, 1)").bind(id)
    await expect(insert.run()).rejects.toThrow('LOGIN_ENDED')
  })
})
