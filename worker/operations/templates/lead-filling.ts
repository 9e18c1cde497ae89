import type { Appointment } from '../../../contract/appointment.ts'
import { findStage } from '../../../db/store/stages.ts'
import type { Ctx } from '../../context.ts'
import type { FillingFacts } from '../../domain/template/filling.ts'
import { loadBroker } from '../broker/load-broker.ts'
import { loadLead } from '../leads/load-lead.ts'

/** A lead as templates tell it, and the partners that have it, each with what is its own. */
export interface LeadFilling {
  /** Without any partner; `forPartner` adds one. */
  facts: FillingFacts
  /** Whoever it was referred to, in that order. */
  partnerIds: number[]
  forPartner(partnerId: number): FillingFacts
}

/** Reads what templates may say of a lead; null when there is no such lead. */
export async function loadLeadFilling(ctx: Ctx, leadId: string): Promise<LeadFilling | null> {
  const [loaded, broker] = await Promise.all([loadLead(ctx, leadId), loadBroker(ctx)])
  if (loaded === null) return null
  const { lead, values, route } = loaded
  const [partners, introducer, stage] = await Promise.all([
    readPartners(ctx, leadId),
    readIntroducer(ctx, lead.introducer_id),
    findStage(ctx.db, lead.stage_id),
  ])
  const facts: FillingFacts = {
    zone: broker.zone,
    broker: broker.name,
    lead: { id: leadId, receivedAt: lead.received_at, stage: stage?.label ?? lead.stage },
    leadType: route.leadType.name,
    fields: route.leadType.fields,
    values,
    introducer,
    partner: null,
    appointment: null,
  }
  return {
    facts,
    partnerIds: partners.map(({ id }) => id),
    forPartner(partnerId) {
      const partner = partners.find(({ id }) => id === partnerId)
      if (partner === undefined) return facts
      const appointment = partner.appointment === null ? null : (JSON.parse(partner.appointment) as Appointment)
      return { ...facts, partner: partner.name, appointment }
    },
  }
}

async function readPartners(ctx: Ctx, leadId: string) {
  const { results } = await ctx.db
    .prepare(
      'SELECT p.id, p.name, r.appointment FROM referrals r JOIN partners p ON p.id = r.partner_id WHERE r.lead_id = ? ORDER BY r.referred_at, r.partner_id',
    )
    .bind(leadId)
    .all<{ id: number; name: string; appointment: string | null }>()
  return results
}

async function readIntroducer(ctx: Ctx, introducerId: number | null): Promise<string | null> {
  if (introducerId === null) return null
  const row = await ctx.db
    .prepare('SELECT name FROM partners WHERE id = ?')
    .bind(introducerId)
    .first<{ name: string }>()
  return row?.name ?? null
}
