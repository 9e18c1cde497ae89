import type { StatementLine } from '../../../contract/billing.ts'
import type { EligibilityCode } from '../../../contract/eligibility.ts'
import type { Partner } from '../../../contract/partner.ts'
import type { Run } from '../../../contract/run.ts'
import type { Chapter, Lead, LeadEvent, ReportLine } from '../../../scripts/story/chapter.ts'

/** Answers of the API for one lead, as small as a story needs them. */
export const leadId = 'lead_01a205b8-d76b-7868-87f3-179a00000000'
export const at = '2026-06-01T10:00:00.000Z'

const gbp = (amount: number) => ({ amount, currency: 'GBP' })

export const refId = (partner: string): string => `ref_01a205b8-d76b-7868-87f3-179a${partner.slice(4).padStart(8, '0')}`

export const referral = (partner: string, name: string, more: Partial<Lead['referrals'][number]> = {}) => ({
  id: refId(partner),
  leadId,
  partner: { id: partner, name },
  method: 'immediate',
  state: 'delivered' as const,
  price: gbp(3800),
  progress: 'accepted' as const,
  charges: [],
  releasedAt: null,
  referredAt: at,
  deliverAfter: null,
  acceptBy: null,
  deliveredAt: null,
  remoteId: null,
  appointment: null,
  subLead: null,
  ...more,
})

export const event = (name: string, data: object = {}, more: Partial<LeadEvent> = {}): LeadEvent => ({
  id: leadId,
  version: 1,
  event: name,
  actor: 'key_2',
  at,
  data,
  ...more,
})

export const reported = (partner: string, name: string, ...codes: EligibilityCode[]): ReportLine => ({
  partner: { id: partner, name },
  eligible: codes.length === 0,
  priceMinor: 3800,
  failures: codes.map((code) => ({ code, title: '', values: {} })),
})

export const settled = (partner: string, available: number): StatementLine => ({
  n: 3,
  id: `settle:${refId(partner)}:accepted`,
  kind: 'settle',
  at,
  note: null,
  words: '',
  leadId,
  referralId: refId(partner),
  leadType: null,
  point: 'accepted',
  debit: 'held',
  credit: 'revenue',
  amount: gbp(3800),
  balance: gbp(available),
  held: gbp(0),
  available: gbp(available),
  payable: gbp(0),
})

/** Another line of a statement about the lead, of the same commit as the event that is told. */
export const moved = (partner: string, kind: string, more: Partial<StatementLine> = {}): StatementLine => ({
  ...settled(partner, 0),
  id: `${kind}:${refId(partner)}`,
  kind,
  point: null,
  ...more,
})

export const trace = (more: Partial<Trace> = {}): Trace => ({
  at,
  scope: 3,
  wanted: 3,
  considered: [],
  more: 0,
  ready: [],
  versions: { leadType: 1, group: 1, preferences: 0 },
  refusals: [],
  ...more,
})

type Trace = NonNullable<Lead['trace']>

/** An automation at work on the lead, as far as a story reads it. */
export const run = (name: string, more: Partial<Run> = {}): Run => ({
  id: leadId.replace('lead_', 'run_').replace(/0{8}$/, '00000001'),
  version: 2,
  automation: { id: 'aut_1', name },
  event: 'referral.delivered',
  because: `${leadId}:1`,
  state: 'done',
  reason: null,
  startedAt: at,
  steps: [],
  ...more,
})

/** Only what a story reads of a partner. */
export const partner = (name: string, more: Partial<Partner> = {}): Partner =>
  ({ name, creditLimit: gbp(0), creditUnlimited: false, ...more }) as Partner

export const chapter = (lead: Partial<Lead>, more: Partial<Chapter> = {}): Chapter => ({
  lead: {
    id: leadId,
    version: 1,
    cost: gbp(0),
    leadType: { id: 'typ_1', name: 'Double glazing' },
    introducer: null,
    channel: 'widget',
    receivedAt: at,
    location: 'routed',
    stage: { id: 'stg_1', label: 'New', kind: 'new', point: null },
    postcodeQuality: 'full',
    pageUrl: null,
    fields: {},
    closedBecause: null,
    duplicateOf: null,
    archivedAt: null,
    duplicates: [],
    referrals: [],
    trace: trace(),
    timeline: [],
    ...lead,
  },
  leadType: { referralMethod: 'immediate', holdHours: 72 },
  broker: { currency: 'GBP', zone: 'Europe/London' },
  report: [],
  partners: {},
  statements: {},
  runs: [],
  ...more,
})
