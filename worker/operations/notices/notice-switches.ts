import { parseId } from '../../../contract/id.ts'
import type { NoticeSwitchChanges, NoticeSwitches } from '../../../contract/notice.ts'
import type { FieldProblem } from '../../../contract/problem.ts'
import { findLogin } from '../../../db/store/logins.ts'
import { findNoticePerson, type NoticePersonRow, putNoticePerson } from '../../../db/store/notices.ts'
import { findPartner } from '../../../db/store/partners.ts'
import type { Ctx } from '../../context.ts'
import { Problem } from '../../problem.ts'
import { sha256Hex } from '../access/hash-key.ts'
import { requireAccess } from '../access/require-access.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { requireOwn } from '../access/require-own.ts'
import { expectNoProblems, expectVersion, found } from '../config/checks.ts'
import { commitChange } from '../config/commit-change.ts'
import { everyNotice } from './notice-kinds.ts'
import { channelsOf } from './notice-view.ts'

/** What somebody hears (P3), kind by kind and channel by channel. Problems: NOT_FOUND. */
export async function readSwitches(ctx: Ctx, person: string): Promise<NoticeSwitches> {
  const to = await roleOf(ctx, person)
  return view((await findNoticePerson(ctx.db, person)) ?? untouched(person), to)
}

/**
 * Switches notices on and off for one person; those that are not named stay. An admin does so for anybody, a partner for
 * its contact address and its logins, a person who signed in for themselves. Problems: NOT_FOUND, VERSION_CONFLICT,
 * INVALID_BODY for a kind that does not come to them or is always sent.
 */
export async function setSwitches(
  ctx: Ctx,
  person: string,
  { version, switches }: NoticeSwitchChanges,
): Promise<NoticeSwitches> {
  const to = await roleOf(ctx, person)
  const before = (await findNoticePerson(ctx.db, person)) ?? untouched(person)
  expectVersion(before, version)
  const shown = view(before, to).switches
  expectNoProblems(
    switches.flatMap(({ kind, channel, on }, i): FieldProblem[] => {
      const one = shown.find((each) => each.kind === kind && each.channel === channel)
      const pointer = `/switches/${i}`
      if (one === undefined) return [{ pointer, code: 'NOT_FOUND', message: 'No such notice comes to them this way.' }]
      return one.switchable || on ? [] : [{ pointer, code: 'ALWAYS_SENT', message: 'This notice is always sent.' }]
    }),
  )
  const off = new Set(before.off)
  for (const { kind, channel, on } of switches) off[on ? 'delete' : 'add'](`${kind}:${channel}`)
  const after = { person, version: before.version + 1, off: [...off].sort() }
  return commitChange(ctx, {
    id: await historyId(person),
    before: view(before, to),
    after: view(after, to),
    changed:
      JSON.stringify(after.off) === JSON.stringify([...before.off].sort()) ? {} : { off: [before.off, after.off] },
    write: [putNoticePerson(ctx.db, after)],
  })
}

const untouched = (person: string): NoticePersonRow => ({ person, version: 0, off: [] })

const view = ({ person, version, off }: NoticePersonRow, role: 'broker' | 'partner'): NoticeSwitches => ({
  person,
  version,
  switches: everyNotice
    .filter(({ to }) => to === role)
    .flatMap((notice) =>
      channelsOf(notice).map((channel) => ({
        kind: notice.kind,
        channel,
        on: !off.includes(`${notice.kind}:${channel}`),
        switchable: notice.switchable !== false,
      })),
    ),
})

/** Which notices come to this person, if the actor may know. An address that is nobody's login is the broker's affair. */
async function roleOf(ctx: Ctx, person: string): Promise<'broker' | 'partner'> {
  const { actor } = ctx
  const loginId = parseId('login', person)
  const login = loginId === null ? null : found(await findLogin(ctx.db, loginId))
  const partnerId = login === null ? parseId('partner', person) : login.partnerId
  if (partnerId === null) {
    if (actor.kind === 'partner') throw new Problem('NOT_FOUND')
    requireAdmin(actor)
    return 'broker'
  }
  if (actor.kind !== 'partner') requireAdmin(actor)
  requireOwn(actor, partnerId)
  const isThemselves = 'loginId' in actor && actor.loginId === loginId
  if (!isThemselves) requireAccess(actor, 'full')
  if (login === null) found(await findPartner(ctx.db, partnerId))
  return 'partner'
}

/** History names no address: an address is told by its hash. */
const historyId = async (person: string): Promise<string> =>
  `notices_${person.includes('@') ? (await sha256Hex(new TextEncoder().encode(person))).slice(0, 24) : person.replace('_', '-')}`
