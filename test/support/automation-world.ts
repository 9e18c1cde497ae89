import type { ActionSettings, Step, Wait } from '../../contract/automation.ts'
import type { NewTemplate } from '../../contract/template.ts'
import { runDue } from '../../worker/jobs/cron.ts'
import { createAutomation } from '../../worker/operations/automations/create-automation.ts'
import { listLeadRuns } from '../../worker/operations/automations/list-lead-runs.ts'
import { captureLead } from '../../worker/operations/leads/capture-lead.ts'
import { createTemplate } from '../../worker/operations/templates/create-template.ts'
import { type TestCtx, testCtx, testDb } from './ctx.ts'
import { usualLead } from './world.ts'

/** An automation of a test; whatever is left out makes it one of every lead type, without a condition. */
export type TestAutomation = Partial<Parameters<typeof createAutomation>[1]> &
  Pick<Parameters<typeof createAutomation>[1], 'steps'>

export const automate = (ctx: TestCtx, { name, ...automation }: TestAutomation) =>
  createAutomation(ctx, {
    name: name ?? nextName('Automation'),
    event: null,
    leadTypeId: null,
    condition: { filters: [], stages: [], introducers: [], channels: [] },
    onFailure: 'stop',
    active: true,
    ...automation,
  })

/** Names are unique; numbers go on from test to test. */
function nextName(what: string): string {
  made += 1
  return `${what} ${made}`
}

let made = 0

export const step = (action: ActionSettings, wait: Wait | null = null): Step => ({ wait, action })

export const setStage = (stage: string): ActionSettings => ({ kind: 'set-stage', stage })

export const email = (
  templateId: string,
  settings: Partial<Extract<ActionSettings, { kind: 'email' }>> = { to: ['broker'] },
): ActionSettings => ({ kind: 'email', templateId, to: [], addresses: [], ...settings })

/** A template that says to whom and about whom it is. */
export const template = (ctx: TestCtx, settings: Partial<NewTemplate> = {}) =>
  createTemplate(ctx, {
    kind: 'automation',
    name: nextName('Template'),
    subject: 'About {{firstName}}',
    text: 'Dear {{partner.name}}, {{firstName}} {{lastName}} waits.',
    html: null,
    ...settings,
  })

/** Captures a usual lead and runs whatever that starts at once. */
export async function capture(ctx: TestCtx, n = 1, leadTypeId = 1): Promise<string> {
  const { id } = await captureLead(ctx, {
    leadTypeId,
    introducerId: null,
    channel: 'json',
    pageUrl: null,
    fields: usualLead(n),
  })
  await ctx.runStarted()
  return id
}

/** Sweeps at an instant, and runs whatever that starts. */
export async function sweepAt(now: number): Promise<void> {
  const ctx = testCtx({ now })
  await runDue(() => ctx)
  await ctx.runStarted()
}

/** The runs of a lead as a person sees them, without ids and instants. */
export async function runsOf(leadId: string) {
  const { items } = await listLeadRuns(testCtx(), leadId)
  return items.map(({ state, reason, steps }) => ({ state, reason, steps: steps.map((each) => each.state) }))
}

/** The development mailbox, oldest first. */
export async function mailbox(): Promise<{ to: string[]; subject: string; body: string; html: string | null }[]> {
  const { results } = await testDb()
    .prepare('SELECT recipients, subject, body, html FROM mailbox ORDER BY at, id')
    .all<{ recipients: string; subject: string; body: string; html: string | null }>()
  return results.map(({ recipients, ...mail }) => ({ to: JSON.parse(recipients) as string[], ...mail }))
}
