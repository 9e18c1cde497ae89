import type { LeadReceipt, LeadSummary } from '../../contract/lead.ts'
import type { DemoLead } from '../../examples/demo/shape.ts'
import type { Api } from '../api.ts'
import { type Ids, idOf } from './lead-types.ts'

/** A few leads, so that lists are not empty. Each is known by its person's e-mail address. */
export async function seedLeads(
  api: Api,
  leads: readonly DemoLead[],
  { partners, leadTypes }: { partners: Ids; leadTypes: Ids },
): Promise<void> {
  const known = await api.all<LeadSummary>('/v1/leads')
  for (const { leadType, introducer, fields, visit } of leads) {
    const introducerId = introducer === null ? null : idOf(partners, introducer)
    const { id, location } =
      known.find((each) => each.fields.email === fields.email) ??
      (await api.post<LeadReceipt>('/v1/leads', { leadTypeId: idOf(leadTypes, leadType), introducerId, fields }))
    if (visit !== undefined && location === 'pending')
      await api.post(`/v1/leads/${id}/refer`, {
        partnerId: idOf(partners, visit.partner),
        appointment: { startsAt: tenOClock(new Date(), visit.inDays), minutes: visit.minutes, place: visit.place },
      })
  }
}

/** Ten in the morning, by Greenwich, so many days after `now`. */
export function tenOClock(now: Date, inDays: number): string {
  const day = new Date(now.getTime() + inDays * 24 * 60 * 60 * 1000)
  return `${day.toISOString().slice(0, 10)}T10:00:00Z`
}
