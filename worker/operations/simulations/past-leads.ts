import {
  type PersonRow,
  type SimulatedLeadRow,
  type SimulatedReferralRow,
  selectAnswers,
  selectAnySuppression,
  selectPeopleBefore,
  selectSuppressions,
} from '../../../db/store/simulation.ts'
import type { Ctx } from '../../context.ts'
import { placesOfLead } from '../../domain/places/schemes.ts'
import type { PastLead } from '../../domain/simulation/past.ts'
import type { PersonKey, PersonLead } from '../../domain/simulation/people.ts'
import type { Settings } from '../../domain/simulation/settings.ts'
import { isConsented } from '../leads/consented.ts'
import type { LoadedLeadType } from '../leads/load-lead-type.ts'
import { personKeys } from '../people/person-keys.ts'
import { drawLots } from '../routing/draws.ts'
import { inChunks } from './in-chunks.ts'
import type { SimulatedLeads } from './load-leads.ts'
import { toPastReferral } from './load-past.ts'

export interface AboutLeads {
  leads: SimulatedLeads
  leadTypes: readonly LoadedLeadType[]
}

/** Leads to which work is done at once: answers of the database stay small, and hashes do not wait for each other. */
const chunk = 1000

/**
 * The leads with all that routing asks of them. What they say is read only where a filter, a consent or a person counts;
 * who they are, only where a setting asks who was here before.
 */
export async function pastLeads(
  ctx: Ctx,
  { leads: { rows, from }, leadTypes }: AboutLeads,
  { referrals, futures }: { referrals: readonly SimulatedReferralRow[]; futures: readonly Settings[] },
): Promise<{ leads: PastLead[]; people: PersonLead[] }> {
  const isAnybodySuppressed = (await selectAnySuppression(ctx.db).first<{ suppressed: number }>())!.suppressed === 1
  const asksWho = futures.some(asksWhoTheyAre) || isAnybodySuppressed
  const asksWhat = asksWho || futures.some(asksWhatTheySay)
  const typeOf = new Map(leadTypes.map((leadType) => [leadType.id, leadType]))
  const slots = new Map(
    leadTypes.map(({ id }) => [id, Math.max(...futures.map((future) => future.leadTypes.get(id)!.scope))]),
  )
  const referralsOf = Map.groupBy(referrals, ({ lead_id }) => lead_id)

  const leads: PastLead[] = []
  for (const some of inChunks(rows, chunk)) {
    const answers = asksWhat ? await answersOf(ctx, some) : new Map<string, Record<string, unknown>>()
    const made = some.map(async (row): Promise<PastLead> => {
      const { fields, groupId } = typeOf.get(row.lead_type_id)!
      const values = answers.get(row.id) ?? {}
      const { codes, outward } = placesOfLead(row.outward)
      return {
        id: row.id,
        leadTypeId: row.lead_type_id,
        leadGroupId: groupId,
        at: row.received_at,
        introducerId: row.introducer_id,
        places: codes,
        outward,
        values,
        consented: isConsented(fields, values),
        costMinor: row.cost,
        originalId: row.duplicate_of ?? row.id,
        originalAt: row.original_at,
        keys: asksWho ? await personKeys(ctx.env.TENANT_SECRET, { fields, values }) : [],
        suppressed: nobody,
        lots: await lotsOf(ctx, row.id, slots.get(row.lead_type_id)!),
        referrals: (referralsOf.get(row.id) ?? []).map(toPastReferral),
      }
    })
    leads.push(...(await Promise.all(made)))
  }
  return {
    leads: isAnybodySuppressed ? await withSuppressions(ctx, leads) : leads,
    people: asksWho ? await peopleBefore(ctx, leads, from) : [],
  }
}

const nobody: ReadonlySet<number> = new Set()

const asksWhoTheyAre = ({ dedupe, partners }: Settings): boolean =>
  dedupe.clusterOnce || [...partners.values()].some(({ repeatDays }) => repeatDays > 0)

const asksWhatTheySay = ({ leadTypes, setups }: Settings): boolean =>
  [...leadTypes.values()].some(({ requireConsent }) => requireConsent) ||
  setups.some(({ filters }) => filters.length > 0)

const lotsOf = async (ctx: Ctx, leadId: string, slots: number): Promise<PastLead['lots']> => ({
  arms: await drawLots(ctx.env.TENANT_SECRET, 'arm', leadId, slots),
  ties: await drawLots(ctx.env.TENANT_SECRET, 'tie', leadId, slots),
})

async function answersOf(ctx: Ctx, rows: readonly SimulatedLeadRow[]): Promise<Map<string, Record<string, unknown>>> {
  const ids = rows.map(({ id }) => id)
  const { results } = await selectAnswers(ctx.db, ids).all<{ id: string; fields: string }>()
  return new Map(results.map(({ id, fields }) => [id, JSON.parse(fields)]))
}

async function withSuppressions(ctx: Ctx, leads: readonly PastLead[]): Promise<PastLead[]> {
  const byKey = new Map<string, number[]>()
  for (const keys of inChunks(keysOf(leads), chunk)) {
    const { results } = await selectSuppressions(ctx.db, keys).all<{ key: string; partner_id: number }>()
    for (const { key, partner_id } of results) byKey.set(key, [...(byKey.get(key) ?? []), partner_id])
  }
  return leads.map((lead) => {
    const suppressed = lead.keys.flatMap(({ key }) => byKey.get(key) ?? [])
    return suppressed.length === 0 ? lead : { ...lead, suppressed: new Set(suppressed) }
  })
}

/** The leads before the window of whoever is in it. */
async function peopleBefore(ctx: Ctx, leads: readonly PastLead[], before: number): Promise<PersonLead[]> {
  const kinds = new Map(leads.flatMap(({ keys }) => keys.map(({ key, kind }) => [key, kind] as const)))
  const people = new Map<string, Omit<PersonLead, 'keys'> & { keys: PersonKey[] }>()
  for (const keys of inChunks([...kinds.keys()], chunk)) {
    const { results } = await selectPeopleBefore(ctx.db, { keys, before }).all<PersonRow>()
    for (const row of results) {
      const known = people.get(row.lead_id) ?? toPersonLead(row)
      known.keys.push({ key: row.key, kind: kinds.get(row.key)! })
      people.set(row.lead_id, known)
    }
  }
  return [...people.values()]
}

const toPersonLead = (row: PersonRow) => ({
  leadId: row.lead_id,
  at: row.at,
  leadGroupId: row.lead_group_id,
  originalId: row.original_id,
  originalAt: row.original_at,
  referrals: (JSON.parse(row.referrals) as [number, number, number][]).map(([partnerId, at, hasPerson]) => ({
    partnerId,
    at,
    hasPerson: hasPerson === 1,
  })),
  keys: [] as PersonKey[],
})

const keysOf = (leads: readonly PastLead[]): string[] => [
  ...new Set(leads.flatMap(({ keys }) => keys.map(({ key }) => key))),
]
