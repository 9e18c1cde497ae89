import type { Automation } from '../../../contract/automation.ts'
import { findAutomation } from '../../../db/store/automations.ts'
import type { Ctx } from '../../context.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { found } from '../config/checks.ts'
import { toAutomation } from './automation-view.ts'

export async function readAutomation(ctx: Ctx, automationId: number): Promise<Automation> {
  requireAdmin(ctx.actor)
  return toAutomation(found(await findAutomation(ctx.db, automationId)))
}
