import type { Choosing } from './measures/choosing.ts'
import type { LeadCost } from './measures/lead-cost.ts'
import type { Ledger } from './measures/ledger.ts'
import type { RulesEngineRatios } from './measures/rules-engine.ts'
import type { WidgetSize } from './measures/widget-size.ts'

export interface Measured {
  /** What choosing costs, by the number of setups. A million is measured by `--full` only. */
  choosing: { at1k: Choosing; at100k: Choosing; at1m: Choosing | null }
  /** Of a million transfers by `--full`, otherwise of a hundred thousand. */
  ledger: Ledger
  /** By `--full` only. */
  deliveryOverheadMs: number | null
  lead: LeadCost
  /** The same with three partners to a lead; by `--full` only. */
  leadOfThree: LeadCost | null
  widget: WidgetSize
  workerGz: number
  evaluateMs: number
  rulesEngine: RulesEngineRatios
  simulatedPerSecond: number
}

/** One line of the table and one key of the JSON. */
export interface Figure {
  key: string
  says: string
  value: number
  /** What we aim for (issues 2 and 3) and whether it is met; a figure without one is there to be known. */
  aim?: { says: string; met: boolean }
  /** Shown to people, and no key of the JSON. */
  tableOnly?: true
}

/** Every figure, in the order in which it is shown. */
export const figuresOf = (measured: Measured): Figure[] => [
  ...choosing(measured),
  ...leadCost(measured),
  ...sizes(measured),
  { key: 'evaluate_ms_10k', says: 'ms to judge 10,000 setups (in Node, median)', ...atMost(12, measured.evaluateMs) },
  ...rulesEngine(measured),
  {
    key: 'simulate_leads_per_s',
    says: 'leads a second in a simulation of 10,000, loading included',
    ...atLeast(1000, measured.simulatedPerSecond),
  },
  ...money(measured),
  ...circumstances(measured.lead),
]

const choosing = ({ choosing: { at1k, at100k, at1m } }: Measured): Figure[] => [
  { key: 'choose_rows_read_1k', says: 'rows read to choose among 1,000 setups', value: round(at1k.rowsRead) },
  {
    key: 'choose_rows_read_100k',
    says: 'the same among 100,000',
    value: round(at100k.rowsRead),
    aim: {
      says: `<= 40 and <= ${round(1.05 * at1k.rowsRead)} (1.05 x 1k)`,
      met: at100k.rowsRead <= 40 && at100k.rowsRead <= 1.05 * at1k.rowsRead,
    },
  },
  ...(at1m === null
    ? []
    : [
        {
          key: 'choose_rows_read_1m',
          says: 'the same among 1,000,000',
          ...timesAt1k(1.05, at1m.rowsRead, at1k.rowsRead),
        },
      ]),
  {
    key: 'choose_rows_read_p99',
    says: 'rows read for 99 of 100 leads, in the largest of these worlds',
    tableOnly: true,
    ...atMost(60, (at1m ?? at100k).rowsReadP99),
  },
  { key: 'pick_ms_1k', says: 'ms to pick among 1,000 setups, in the Worker (median)', value: round(at1k.pickMs) },
  ...(at1m === null
    ? []
    : [{ key: 'pick_ms_1m', says: 'the same among 1,000,000', ...timesAt1k(1.5, at1m.pickMs, at1k.pickMs) }]),
]

const rulesEngine = ({ rulesEngine: { reasons, verdicts } }: Measured): Figure[] => [
  {
    key: 'json_rules_engine_ratio',
    says: 'times as long in json-rules-engine, all reasons kept',
    ...atLeast(100, reasons),
  },
  {
    key: 'json_rules_engine_verdicts',
    says: 'the same where it says only whether all conditions hold',
    tableOnly: true,
    ...atLeast(900, verdicts),
  },
]

/** A balance is one row read, and a statement's page does not grow with the table: both are shown for a million lines. */
const money = ({ ledger, deliveryOverheadMs }: Measured): Figure[] => [
  {
    key: 'transfers_verify_per_s',
    says: 'transfers a second that the proof of the books goes through',
    ...atLeast(100_000, ledger.verifiedPerSecond),
  },
  ...(deliveryOverheadMs === null
    ? []
    : [
        { key: 'balance_rows_read', says: "rows read for a partner's balance", ...atMost(1, ledger.balanceRowsRead) },
        {
          key: 'statement_page_ms_1m',
          says: 'ms for a page of a statement among 1,000,000 transfers (median)',
          value: round(ledger.statementPageMs),
        },
        {
          key: 'delivery_overhead_ms',
          says: "ms around the partner's own time, for one delivery",
          value: round(deliveryOverheadMs),
        },
      ]),
]

const leadCost = ({ lead, leadOfThree }: Measured): Figure[] => [
  { key: 'rows_read_per_lead', says: 'rows read, from capture to charge', value: round(perLead(lead, 'rowsRead')) },
  { key: 'rows_written_per_lead', says: 'rows written, likewise', ...atMost(19, perLead(lead, 'rowsWritten')) },
  ...(leadOfThree === null
    ? []
    : [
        {
          key: 'rows_written_per_further_referral',
          says: 'rows written for each partner after the first',
          value: round(
            (perLead(leadOfThree, 'rowsWritten') - perLead(lead, 'rowsWritten')) / furtherReferrals(leadOfThree),
          ),
        },
      ]),
  { key: 'bytes_per_lead', says: 'bytes that the database grows by', value: Math.round(lead.bytes / lead.charged) },
  {
    key: 'bytes_per_lead_after_30_days',
    says: 'of them, when raw texts are purged',
    value: Math.round(lead.bytesKept / lead.charged),
  },
  {
    key: 'round_trips_per_lead',
    says: 'D1 batches before the answer',
    ...atMost(2.2, lead.days.leads.roundTripsBeforeAnswer / lead.leads),
  },
]

const sizes = ({ widget, workerGz }: Measured): Figure[] => [
  { key: 'loader_gz', says: "bytes of the host page's script, gzip", ...atMost(600, widget.loaderGz) },
  { key: 'frame_total_br', says: 'bytes of a form of six fields, brotli', ...atMost(9000, widget.frameBr) },
  { key: 'worker_gz', says: 'bytes of the Worker, minified, gzip', value: workerGz },
]

/** What the lead's costs were measured under. */
const circumstances = (lead: LeadCost): Figure[] => [
  { key: 'leads_measured', says: 'leads, after 300 of warm-up', value: lead.leads },
  { key: 'leads_charged', says: 'leads delivered and charged', value: lead.charged },
  {
    key: 'ineligible_share',
    says: 'share of the asked partners that could not',
    value: round(lead.days.ineligibleShare),
  },
  {
    key: 'rows_read_per_form_view',
    says: 'rows read to show the form',
    value: round(lead.days.views.rowsRead / lead.leads),
  },
  { key: 'rows_read_per_idle_sweep', says: 'rows read by a cron with nothing to do', value: lead.rowsReadPerIdleSweep },
]

const perLead = ({ days, charged }: LeadCost, what: 'rowsRead' | 'rowsWritten'): number => days.all[what] / charged

const furtherReferrals = ({ referrals, charged }: LeadCost): number => referrals / charged - 1

const timesAt1k = (times: number, value: number, at1k: number) => ({
  value: round(value),
  aim: { says: `<= ${round(times * at1k)} (${times} x 1k)`, met: value <= times * at1k },
})

const atLeast = (limit: number, value: number) => ({
  value: Math.round(value),
  aim: { says: `>= ${limit}`, met: value >= limit },
})

const atMost = (limit: number, value: number) => ({
  value: round(value),
  aim: { says: `<= ${limit}`, met: value <= limit },
})

const round = (value: number): number => Math.round(value * 100) / 100
