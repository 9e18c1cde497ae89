import type * as v from 'valibot'
import type { StatementLine } from '../../contract/billing.ts'
import type { Broker } from '../../contract/broker.ts'
import type { Failure } from '../../contract/eligibility.ts'
import type { leadSchema, leadSummarySchema } from '../../contract/lead.ts'
import type { LeadType } from '../../contract/lead-type.ts'
import type { Partner } from '../../contract/partner.ts'
import type { Run } from '../../contract/run.ts'
import type { Api } from '../api.ts'

export type Lead = v.InferOutput<typeof leadSchema>
export type LeadSummary = v.InferOutput<typeof leadSummarySchema>
export type LeadEvent = Lead['timeline'][number]

/** One line of the Partner Eligibility Report. */
export interface ReportLine {
  partner: { id: string; name: string }
  eligible: boolean
  priceMinor: number
  failures: Failure[]
}

/** All that the story of one lead is told from, as the API gave it. */
export interface Chapter {
  lead: Lead
  leadType: Pick<LeadType, 'referralMethod' | 'holdHours'>
  broker: Pick<Broker, 'currency' | 'zone'>
  report: ReportLine[]
  /** Partners that the lead has to do with, and the lines of their statements about it, the newest first, by id. */
  partners: Record<string, Partner>
  statements: Record<string, StatementLine[]>
  /** What automations do with the lead. */
  runs: Run[]
}

/** Reads one lead and everything around it. */
export async function readChapter(api: Api, leadId: string, broker: Broker): Promise<Chapter> {
  const lead = await api.get<Lead>(`/v1/leads/${leadId}`)
  const report = await api.all<ReportLine>(`/v1/eligibility?lead=${leadId}`)
  const buyers = lead.referrals.map(({ partner }) => partner.id)
  const named = [...new Set([...buyers, ...(lead.introducer === null ? [] : [lead.introducer])])]
  const [leadType, partners, statements, runs] = await Promise.all([
    api.get<LeadType>(`/v1/lead-types/${lead.leadType.id}`),
    byId(named, (id) => api.get<Partner>(`/v1/partners/${id}`)),
    byId(named, (id) => linesAbout(api, id, leadId)),
    wasAutomated(lead) ? api.get<{ items: Run[] }>(`/v1/leads/${leadId}/runs`) : { items: [] },
  ])
  return { lead, leadType, broker, report, partners, statements, runs: runs.items }
}

const linesAbout = async (api: Api, partnerId: string, leadId: string): Promise<StatementLine[]> =>
  (await api.get<{ items: StatementLine[] }>(`/v1/partners/${partnerId}/statement?lead=${leadId}&limit=200`)).items

const wasAutomated = ({ timeline }: Lead): boolean => timeline.some(({ event }) => /^(run|automation)\./.test(event))

async function byId<Value>(
  ids: readonly string[],
  read: (id: string) => Promise<Value>,
): Promise<Record<string, Value>> {
  return Object.fromEntries(await Promise.all(ids.map(async (id) => [id, await read(id)] as const)))
}
