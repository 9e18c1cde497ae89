import { beforeEach, describe, expect, it } from 'vitest'
import type { Preferences } from '../../../contract/preferences.ts'
import { commit } from '../../../db/commit.ts'
import type { Actor } from '../../../worker/context.ts'
import { updateLeadGroup } from '../../../worker/operations/lead-groups/update-lead-group.ts'
import { captureLead } from '../../../worker/operations/leads/capture-lead.ts'
import { admin, refusal, rows } from '../../support/config.ts'
import { testCtx, testDb } from '../../support/ctx.ts'
import { setPreferences } from '../../support/preferences.ts'
import { seedKey } from '../../support/seed-access.ts'
import { buildWorld, usualLead } from '../../support/world.ts'

const introducer = 7

beforeEach(async () => {
  await buildWorld(testDb(), {
    leadTypes: [{ id: 1, referralMethod: 'manual' }],
    partners: [{ id: introducer, introduces: true }],
    preferences: { captureTool: false, introducersAnyGroup: false },
  })
  await commit(testCtx(), { history: [{ id: 'grp_1', version: 1, event: 'created' }], write: [] })
})

const set = (settings: Partial<Preferences>) => testDb().batch(setPreferences(testDb(), settings))
const allowGroup = () => updateLeadGroup(testCtx({ actor: admin }), 1, { introducersMayRefer: true })

let n = 0
/** Each key is there: a commit looks it up again. */
async function handIn(by: 'an admin' | 'the partner' | 'its form' | 'the broker’s form'): Promise<unknown> {
  const ofForm = by === 'its form' || by === 'the broker’s form'
  const { id: keyId } = await seedKey({
    kind: by === 'an admin' ? 'admin' : ofForm ? 'form' : 'partner',
    ...(by === 'the partner' || by === 'its form' ? { partnerId: introducer } : {}),
  })
  const key = { keyId, keyVersion: 1 }
  const actor: Actor =
    by === 'an admin'
      ? { kind: 'admin', ...key }
      : ofForm
        ? { kind: 'form', ...key, partnerId: by === 'its form' ? introducer : null, leadTypeId: 1, origins: [] }
        : { kind: 'partner', ...key, partnerId: introducer }
  const introducerId = by === 'the broker’s form' ? null : introducer
  n += 1
  return captureLead(testCtx({ actor }), {
    leadTypeId: 1,
    introducerId,
    channel: 'json',
    pageUrl: null,
    fields: usualLead(n),
  })
}

const outcome = async (by: Parameters<typeof handIn>[0]): Promise<string> =>
  handIn(by).then(
    () => 'taken',
    (error) => error.code,
  )

describe('handing a lead in', () => {
  it.each<[by: Parameters<typeof handIn>[0], settings: Partial<Preferences>, groupMay: boolean, expected: string]>([
    ['the partner', {}, false, 'GROUP_NOT_ALLOWED'],
    ['the partner', { captureTool: true }, false, 'GROUP_NOT_ALLOWED'],
    ['the partner', {}, true, 'taken'],
    ['the partner', { introducersAnyGroup: true }, false, 'taken'],
    ['its form', {}, true, 'CAPTURE_DISABLED'],
    ['its form', { introducersAnyGroup: true }, false, 'CAPTURE_DISABLED'],
    ['its form', { captureTool: true }, false, 'GROUP_NOT_ALLOWED'],
    ['its form', { captureTool: true }, true, 'taken'],
    ['its form', { captureTool: true, introducersAnyGroup: true }, false, 'taken'],
    ['the broker’s form', {}, false, 'taken'],
    ['an admin', {}, false, 'taken'],
  ])('promises %s under %o, group allowed: %s → %s (F7-F9)', async (by, settings, groupMay, expected) => {
    await set(settings)
    if (groupMay) await allowGroup()
    expect(await outcome(by)).toBe(expected)
    expect(await rows('SELECT id FROM leads')).toHaveLength(expected === 'taken' ? 1 : 0)
  })

  it('promises that what this isolate remembers neither lets in nor turns away', async () => {
    await set({ captureTool: true, introducersAnyGroup: true })
    expect(await outcome('its form')).toBe('taken')
    await set({ captureTool: false })
    expect(await outcome('its form')).toBe('CAPTURE_DISABLED')
    await set({ captureTool: true, introducersAnyGroup: false })
    expect(await outcome('its form')).toBe('GROUP_NOT_ALLOWED')
    await allowGroup()
    expect(await outcome('its form')).toBe('taken')
    await updateLeadGroup(testCtx({ actor: admin }), 1, { introducersMayRefer: false })
    expect(await outcome('its form')).toBe('GROUP_NOT_ALLOWED')
  })

  it('promises that the broker names an archived group’s type as little as anybody', async () => {
    await set({ introducersAnyGroup: true })
    await testDb().prepare('UPDATE lead_groups SET version = 2, archived_at = 1').run()
    expect(await refusal(handIn('the partner'))).toMatchObject({ errors: ['/leadTypeId ARCHIVED'] })
  })
})
