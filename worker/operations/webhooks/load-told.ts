import type { Appointment } from '../../../contract/appointment.ts'
import { kindOf } from '../../../contract/fields/kinds.ts'
import { formatId, referralId } from '../../../contract/id.ts'
import type { ReferralState } from '../../../contract/referral.ts'
import { type LeadRow, selectLead } from '../../../db/store/leads.ts'
import type { WebhookRow } from '../../../db/store/webhooks.ts'
import type { Ctx } from '../../context.ts'
import { hasLead } from '../../domain/delivery/has-lead.ts'
import type { Told, ToldAnswer, ToldLead, ToldReferral } from '../../domain/webhooks/told.ts'
import { type LoadedLeadType, loadLeadType } from '../leads/load-lead-type.ts'

/** An event as its job carries it. */
export interface Tidings {
  id: string
  type: string
  at: number
  because: string
  leadId: string | null
  partnerIds: readonly number[]
  more?: Record<string, unknown> | undefined
}

/**
 * What a webhook is told of an event, as things stand when its message is first sent. The broker's hears of everybody it
 * concerns. A partner's hears of its own referral and nothing else: not of other partners, not of the introducer, not
 * where the lead is; and of the person behind it only once the lead is its own (accepted or delivered).
 */
export async function loadTold(ctx: Ctx, webhook: WebhookRow, tidings: Tidings): Promise<Told> {
  const { type, at, because, leadId, more = {} } = tidings
  const own = webhook.partnerId
  const [lead, partner] = await Promise.all([
    leadId === null ? null : loadToldLead(ctx, leadId),
    loadPartner(ctx, own ?? (tidings.partnerIds.length === 1 ? tidings.partnerIds[0]! : null)),
  ])
  const isOwners = own === null || because.startsWith('ref_') || leadId === null
  const told = { type, at, cause: isOwners ? because : null, partner, more, lead: null, referrals: [] }
  if (lead === null) return told
  const about = own === null ? tidings.partnerIds : [own]
  const referrals = lead.referrals.filter(({ partner_id }) => about.length === 0 || about.includes(partner_id))
  const tellsPerson = webhook.personData && (own === null || referrals.some(({ state }) => hasLead(state)))
  return {
    ...told,
    lead: toldLead(lead, { isBroker: own === null, tellsPerson }),
    referrals: referrals.map((row) =>
      toldReferral(row, { leadId: lead.row.id, currency: lead.type.currency, tellsPerson }),
    ),
  }
}

interface ReferralOfLead {
  partner_id: number
  name: string
  state: ReferralState
  progress: string
  price: number
  accept_by: number | null
  appointment: string | null
}

interface LoadedLead {
  row: LeadRow
  stage: string
  type: LoadedLeadType
  referrals: ReferralOfLead[]
}

async function loadToldLead(ctx: Ctx, leadId: string): Promise<LoadedLead | null> {
  const [leads, stages, referrals] = await ctx.db.batch<Record<string, unknown>>([
    selectLead(ctx.db, leadId),
    ctx.db.prepare('SELECT s.label FROM leads l JOIN stages s ON s.id = l.stage_id WHERE l.id = ?').bind(leadId),
    ctx.db
      .prepare(
        `SELECT r.partner_id, p.name, r.state, r.progress, r.price, r.accept_by, r.appointment
         FROM referrals r JOIN partners p ON p.id = r.partner_id WHERE r.lead_id = ? ORDER BY r.referred_at, r.partner_id`,
      )
      .bind(leadId),
  ])
  const row = leads!.results[0] as unknown as LeadRow | undefined
  if (row === undefined) return null
  const type = (await loadLeadType(ctx, row.lead_type_id, { fresh: true }))!
  const stage = String(stages!.results[0]?.label ?? row.stage)
  return { row, stage, type, referrals: referrals!.results as unknown as ReferralOfLead[] }
}

async function loadPartner(ctx: Ctx, id: number | null): Promise<Told['partner']> {
  if (id === null) return null
  const row = await ctx.db.prepare('SELECT name FROM partners WHERE id = ?').bind(id).first<{ name: string }>()
  return row && { id: formatId('partner', id), name: row.name }
}

const toldLead = (
  { row, stage, type }: LoadedLead,
  { isBroker, tellsPerson }: { isBroker: boolean; tellsPerson: boolean },
): ToldLead => ({
  id: row.id,
  receivedAt: row.received_at,
  test: row.is_test === 1,
  leadType: { id: formatId('leadType', type.id), name: type.name },
  leadGroup: { id: formatId('leadGroup', type.groupId), name: type.groupName },
  broker: isBroker
    ? {
        location: row.location,
        stage,
        channel: row.channel,
        introducerId: row.introducer_id === null ? null : formatId('partner', row.introducer_id),
      }
    : null,
  answers: tellsPerson ? answersOf(row, type) : null,
})

/** A value whose field has become another kind is left out: it cannot be told as what it was. */
function answersOf({ fields }: LeadRow, { fields: asked }: LoadedLeadType): ToldAnswer[] {
  const values = JSON.parse(fields) as Record<string, unknown>
  return asked.flatMap((field) => {
    const value = values[field.name]
    const kind = kindOf(field)
    if (value === undefined || value === null || !kind.read(value, field).ok) return []
    return [{ name: field.name, kind: field.kind, label: field.label, value, text: kind.toText(value, field) }]
  })
}

function toldReferral(
  row: ReferralOfLead,
  { leadId, currency, tellsPerson }: { leadId: string; currency: string; tellsPerson: boolean },
): ToldReferral {
  const appointment = row.appointment === null ? null : (JSON.parse(row.appointment) as Appointment)
  return {
    id: referralId(leadId, row.partner_id),
    partner: { id: formatId('partner', row.partner_id), name: row.name },
    state: row.state,
    progress: row.progress,
    price: { amount: row.price, currency },
    acceptBy: row.accept_by,
    appointment: appointment && {
      startsAt: appointment.startsAt,
      minutes: appointment.minutes,
      cancelled: appointment.cancelledAt !== null,
      place: tellsPerson ? appointment.place : null,
      note: tellsPerson ? appointment.note : null,
    },
  }
}
