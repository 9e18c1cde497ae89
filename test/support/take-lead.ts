import { type CaptureLead, captureLead } from '../../worker/operations/leads/capture-lead.ts'
import { testCtx } from './ctx.ts'
import { usualLead } from './world.ts'

let people = 0

/** Captures a lead and runs whatever that starts at once. It is of somebody new, unless its fields say of whom. */
export async function takeLead(given: Partial<CaptureLead> = {}, ctx = testCtx()): Promise<string> {
  people += 1
  const lead = { leadTypeId: 1, introducerId: null, channel: 'json', pageUrl: null, fields: usualLead(people) } as const
  const { id } = await captureLead(ctx, { ...lead, ...given })
  await ctx.runStarted()
  return id
}
