import type { ActionSettings, Step, Wait } from '../../contract/automation.ts'
import type { NewTemplate } from '../../contract/template.ts'
import { createAutomation } from '../../worker/operations/automations/create-automation.ts'
import { listLeadRuns } from '../../worker/operations/automations/list-lead-runs.ts'
import { createTemplate } from '../../worker/operations/templates/create-template.ts'
import { type TestCtx, testCtx, testDb } from './ctx.ts'
import { takeLead } from './take-lead.ts'
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
export const capture = (ctx: TestCtx, n = 1, leadTypeId = 1): Promise<string> =>
  takeLead({ leadTypeId, fields: usualLead(n) }, ctx)

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
