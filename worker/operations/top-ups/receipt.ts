import { formatId } from '../../../contract/id.ts'
import { toIso } from '../../../contract/time.ts'
import type { Receipt } from '../../../contract/top-up.ts'
import { findPartner } from '../../../db/store/partners.ts'
import type { TopUpRow } from '../../../db/store/top-ups.ts'
import type { Ctx } from '../../context.ts'
import { Problem } from '../../problem.ts'
import { loadBroker } from '../broker/load-broker.ts'

/** The receipt of a payment (D19): net, VAT and total, and what was taken back since. Problems: NOT_PAID. */
export async function receiptOf(ctx: Pick<Ctx, 'db'>, row: TopUpRow): Promise<Receipt> {
  if (row.receipt === null || row.paidAt === null || row.captureId === null) throw new Problem('NOT_PAID')
  const [partner, broker] = await Promise.all([findPartner(ctx.db, row.partnerId), loadBroker(ctx)])
  const money = (amount: number) => ({ amount, currency: row.currency })
  return {
    number: row.receipt,
    issuedAt: toIso(row.paidAt),
    issuer: broker.name,
    partner: partner!.name,
    partnerId: formatId('partner', row.partnerId),
    address: partner!.address,
    topUpId: row.id,
    paypalCapture: row.captureId,
    net: money(row.gross - row.vat),
    vat: money(row.vat),
    vatBps: row.vatBps,
    total: money(row.gross),
    takenBack: row.takings
      .filter(({ posted }) => posted)
      .map(({ at, kind, grossMinor }) => ({ at: toIso(at), kind, total: money(grossMinor) })),
  }
}
