import type { NewSimulation } from '../../../contract/simulation.ts'
import {
  type SimulatedReferralRow,
  selectReferralsOfLeads,
  selectReferralsTo,
  selectServedBefore,
} from '../../../db/store/simulation.ts'
import type { Ctx } from '../../context.ts'
import type { PastLead } from '../../domain/simulation/past.ts'
import { type Future, simulate } from '../../domain/simulation/simulate.ts'
import { Problem } from '../../problem.ts'
import { expectNoProblems } from '../config/checks.ts'
import { loadLeadType } from '../leads/load-lead-type.ts'
import { loadPreferences } from '../preferences/load-preferences.ts'
import { inChunks } from './in-chunks.ts'
import { loadLeads, type SimulatedLeads, windowProblems } from './load-leads.ts'
import { loadPast } from './load-past.ts'
import { loadSettings, type PresentSettings } from './load-settings.ts'
import { tryProposal } from './try-proposal.ts'
import { twoSettings } from './two-settings.ts'
import { whereTurnsStood } from './where-turns-stood.ts'

/** One past, what two lots of settings make of it, and who the partners are. */
export interface TwoFutures {
  leads: readonly PastLead[]
  baseline: Future
  proposed: Future
  names: ReadonlyMap<number, string>
}

/** Reads the past once and unfolds it twice. Problems: INVALID_BODY. */
export async function twoFutures(ctx: Ctx, { proposal, ...which }: NewSimulation): Promise<TwoFutures> {
  expectNoProblems([...windowProblems(which), ...(await leadTypeProblems(ctx, which.leadTypeId))])
  const tried = await tryProposal(ctx, proposal, await loadPreferences(ctx))
  const leads = await loadLeads(ctx, which)
  const ofLeads = await referralsOfLeads(ctx, leads)
  const present = await loadSettings(ctx, {
    leadTypeIds: [...new Set(leads.rows.map(({ lead_type_id }) => lead_type_id))].sort((a, b) => a - b),
    partnerIds: [
      ...new Set([...ofLeads.map(({ partner_id }) => partner_id), ...proposal.newSetups.map((one) => one.partnerId)]),
    ],
  })
  const { partners, leadTypes } = present
  const referrals = [...ofLeads, ...(await otherReferrals(ctx, leads, partners))]
  const servedBefore = await servedBeforeOf(ctx, present, leads)
  const stood = whereTurnsStood(present.turns, { referrals, from: leads.from, servedBefore })
  const settings = await twoSettings(ctx, present, { tried, stood })
  const futures = [settings.baseline, settings.proposed]
  const past = await loadPast(ctx, { about: { leads, leadTypes }, referrals, futures })
  return {
    leads: past.leads,
    baseline: simulate(past, settings.baseline),
    proposed: simulate(past, settings.proposed),
    names: new Map(partners.map(({ id, name }) => [id, name])),
  }
}

async function leadTypeProblems(ctx: Ctx, leadTypeId: number | undefined) {
  const isThere = leadTypeId === undefined || (await loadLeadType(ctx, leadTypeId, { fresh: true })) !== null
  return isThere ? [] : [{ pointer: '/leadTypeId', code: 'NOT_FOUND', message: 'There is no such lead type.' }]
}

async function referralsOfLeads(ctx: Ctx, { rows }: SimulatedLeads): Promise<SimulatedReferralRow[]> {
  const referrals: SimulatedReferralRow[] = []
  for (const some of inChunks(rows, 2500)) {
    const ids = some.map(({ id }) => id)
    referrals.push(...(await selectReferralsOfLeads(ctx.db, ids).all<SimulatedReferralRow>()).results)
  }
  return referrals
}

/** Setups whose partner had a lead of their type before the window. */
async function servedBeforeOf(ctx: Ctx, { setups }: PresentSettings, { from }: SimulatedLeads): Promise<Set<number>> {
  const served = new Set<number>()
  for (const some of inChunks(setups, 2500)) {
    const of = some.map(({ id, partnerId, leadTypeId }) => ({ id, partnerId, leadTypeId }))
    const { results } = await selectServedBefore(ctx.db, { setups: of, before: from }).all<{ id: number }>()
    for (const { id } of results) served.add(id)
  }
  return served
}

const mostReferrals = 50_000

/** What the partners concerned were referred in the window besides: it counts and costs as it did. */
async function otherReferrals(
  ctx: Ctx,
  { rows, from, until }: SimulatedLeads,
  partners: readonly { id: number }[],
): Promise<SimulatedReferralRow[]> {
  const partnerIds = partners.map(({ id }) => id)
  const found = selectReferralsTo(ctx.db, { partnerIds, from, until, limit: mostReferrals + 1 })
  const { results } = await found.all<SimulatedReferralRow>()
  if (results.length > mostReferrals) throw tooMany()
  const again = new Set(rows.map(({ id }) => id))
  return results.filter(({ lead_id }) => !again.has(lead_id))
}

const tooMany = () =>
  new Problem('INVALID_BODY', {
    errors: [
      {
        pointer: '/last',
        code: 'TOO_MANY',
        message: `These partners had more than ${mostReferrals} leads in this window: take a shorter one.`,
      },
    ],
  })
