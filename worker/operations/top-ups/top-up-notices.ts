import { formatId } from '../../../contract/id.ts'
import { formatMoney } from '../../../contract/money.ts'
import type { JobRow } from '../../../db/store/jobs.ts'
import { findPartner } from '../../../db/store/partners.ts'
import type { TopUpRow } from '../../../db/store/top-ups.ts'
import type { Ctx } from '../../context.ts'
import type { Verdict } from '../../domain/top-ups/judge.ts'
import type { NoticeToSend } from '../../notices/notices.ts'
import { loadBroker } from '../broker/load-broker.ts'
import { noticeJob } from '../notices/notice-job.ts'
import { partnerNotices } from '../notices/partner-notices.ts'
import { topUpPage } from './top-up-link.ts'

interface Told {
  before: TopUpRow
  verdict: Verdict
  /** The payment's version once this is kept. */
  version: number
  receipt: number | null
}

/** Who is told of what became of a payment: its partner by a receipt, or that it was declined; both of what was taken back. */
export async function topUpNotices(ctx: Ctx, told: Told): Promise<JobRow[]> {
  const { before, version } = told
  const [partner, broker] = await Promise.all([findPartner(ctx.db, before.partnerId), loadBroker(ctx)])
  const about: About = {
    broker: broker.name,
    partner: partner!.name,
    partnerId: formatId('partner', before.partnerId),
    reference: before.id,
    receiptUrl: `${before.origin}${await topUpPage(ctx, before.id)}/receipt`,
    money: (amount) => formatMoney({ amount, currency: before.currency }),
  }
  const its = `${before.id}:${version}`
  return noticesOf(told, about).flatMap((notice) =>
    notice.kind === 'top-up-alarm' || notice.kind === 'top-up-taken-back-broker'
      ? [noticeJob(ctx.now, { notice, to: broker.notifyEmail, about: its })]
      : partnerNotices(ctx.now, { notice, about: its, partner: { ...partner!, notifyEmail: broker.notifyEmail } }),
  )
}

interface About {
  broker: string
  partner: string
  partnerId: string
  reference: string
  receiptUrl: string
  money(amountMinor: number): string
}

function noticesOf(told: Told, about: About): NoticeToSend[] {
  const { verdict, before } = told
  const isPaidNow = verdict.state === 'paid' && before.state !== 'paid'
  const isDeclinedLater = verdict.state === 'declined' && before.state === 'pending'
  return [
    ...(isPaidNow ? [receiptOf(told, about)] : []),
    ...(isDeclinedLater ? [declinedOf(before, about)] : []),
    ...takenBackOf(told, about),
    ...(verdict.alarm === null ? [] : [alarmOf(verdict.alarm, about)]),
  ]
}

const receiptOf = (
  { before: { gross, vat, vatBps }, receipt }: Told,
  { broker, partner, reference, receiptUrl, money }: About,
): NoticeToSend => ({
  kind: 'top-up-receipt',
  data: {
    broker,
    partner,
    reference,
    receipt: String(receipt),
    credited: money(gross - vat),
    vat: money(vat),
    vatRate: `${vatBps / 100} %`,
    total: money(gross),
    receiptUrl,
  },
})

const declinedOf = ({ gross }: TopUpRow, { broker, partner, reference, money }: About): NoticeToSend => ({
  kind: 'top-up-declined',
  data: { broker, partner, reference, total: money(gross) },
})

/** Only what stands in the books by now: the rest is told when it does. */
function takenBackOf({ before, verdict }: Told, about: About): NoticeToSend[] {
  const posted = new Set(before.takings.flatMap(({ id, posted: was }) => (was ? [id] : [])))
  const fresh = verdict.takings.filter((taking) => taking.posted && !posted.has(taking.id))
  if (fresh.length === 0) return []
  const total = about.money(fresh.reduce((sum, { grossMinor }) => sum + grossMinor, 0))
  const how = fresh.some(({ kind }) => kind === 'reversal') ? 'reversed by PayPal' : 'refunded'
  const { broker, partner, partnerId, reference } = about
  return [
    { kind: 'top-up-taken-back', data: { broker, partner, reference, total, how } },
    { kind: 'top-up-taken-back-broker', data: { partner, partnerId, reference, total, how } },
  ]
}

const alarmOf = (because: string, { partner, partnerId, reference }: About): NoticeToSend => ({
  kind: 'top-up-alarm',
  data: { partner, partnerId, reference, because },
})
