import type { Automation, NewAutomation } from '../../../contract/automation.ts'
import { insertAutomation, nextAutomationId } from '../../../db/store/automations.ts'
import type { Ctx } from '../../context.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { commitOrThrow } from '../commit-or-throw.ts'
import { retryOnRace } from '../retry-on-race.ts'
import { toAutomation } from './automation-view.ts'
import { checkAutomation } from './check-automation.ts'

/** Makes an automation (F61). Problems: INVALID_BODY with a pointer for everything that is wrong, NAME_TAKEN. */
export async function createAutomation(ctx: Ctx, automation: NewAutomation): Promise<Automation> {
  requireAdmin(ctx.actor)
  return retryOnRace(async () => {
    const guards = await checkAutomation(ctx, automation)
    const id = await nextAutomationId(ctx.db)
    const row = { ...automation, id, version: 1, archivedAt: null, cutDay: 0 }
    const answer = toAutomation(row)
    const { id: _, version, archivedAt, ...data } = answer
    await commitOrThrow(ctx, {
      history: [{ id: answer.id, version, event: 'created', data }],
      write: [...guards, insertAutomation(ctx.db, row)],
      answer,
    })
    return answer
  })
}
