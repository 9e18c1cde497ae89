import type * as v from 'valibot'
import type { leadSummarySchema } from '../../contract/lead.ts'
import type { DemoLead } from '../../examples/demo/shape.ts'
import type { Api } from '../api.ts'
import { type Ids, idOf } from './lead-types.ts'

type LeadSummary = v.InferOutput<typeof leadSummarySchema>

/** A few leads, so that lists are not empty. Each is known by its person's e-mail address. */
export async function seedLeads(
  api: Api,
  leads: readonly DemoLead[],
  { partners, leadTypes }: { partners: Ids; leadTypes: Ids },
): Promise<void> {
  const known = await api.all<LeadSummary>('/v1/leads')
  const people = new Set(known.map(({ fields }) => fields.email))
  for (const { leadType, introducer, fields } of leads) {
    if (people.has(fields.email)) continue
    const introducerId = introducer === null ? null : idOf(partners, introducer)
    await api.post('/v1/leads', { leadTypeId: idOf(leadTypes, leadType), introducerId, fields })
  }
}
