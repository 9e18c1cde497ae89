import { formatId } from '../../../contract/id.ts'
import { toIso, toIsoOrNull } from '../../../contract/time.ts'
import type { TopUp } from '../../../contract/top-up.ts'
import type { TopUpRow } from '../../../db/store/top-ups.ts'
import type { Ctx } from '../../context.ts'
import type { TopUpMoney } from '../../domain/top-ups/judge.ts'
import { topUpPage } from './top-up-link.ts'

/** A payment as the API shows it. */
export async function toTopUp(ctx: Pick<Ctx, 'env'>, row: TopUpRow): Promise<TopUp> {
  const money = (amount: number) => ({ amount, currency: row.currency })
  return {
    id: row.id,
    version: row.version,
    partnerId: formatId('partner', row.partnerId),
    state: row.state,
    amount: money(row.gross),
    vat: money(row.vat),
    vatBps: row.vatBps,
    credited: money(row.gross - row.vat),
    takenBack: money(takenMinor(row)),
    because: row.because,
    pageUrl: `${row.origin}${await topUpPage(ctx, row.id)}`,
    receipt: row.receipt,
    createdAt: toIso(row.createdAt),
    paidAt: toIsoOrNull(row.paidAt),
  }
}

/** How much PayPal took back of it, VAT included. */
export const takenMinor = ({ takings }: Pick<TopUpRow, 'takings'>): number =>
  takings.reduce((sum, { posted, grossMinor }) => sum + (posted ? grossMinor : 0), 0)

/** A payment as the rules see it. */
export const toMoney = (row: TopUpRow): TopUpMoney => ({
  id: row.id,
  partnerId: row.partnerId,
  state: row.state,
  grossMinor: row.gross,
  vatBps: row.vatBps,
  currency: row.currency,
  captureId: row.captureId,
  takings: row.takings,
})
