import type { Preferences } from '../../../contract/preferences.ts'
import type { TopUpEntry } from '../../../contract/top-up.ts'
import type { BrokerRow } from '../../../db/store/broker.ts'
import { findPartner, type PartnerRow } from '../../../db/store/partners.ts'
import { type Balance, selectBalance } from '../../../db/store/transfers.ts'
import type { Ctx } from '../../context.ts'
import { Problem } from '../../problem.ts'
import { loadBroker } from '../broker/load-broker.ts'
import { loadPreferences } from '../preferences/load-preferences.ts'
import { requirePayPal } from './require-paypal.ts'
import { type TopUpTerms, topUpTerms } from './top-up-terms.ts'

/** What a page for paying in shows, and what a payment is judged by. */
export interface Funds {
  partner: PartnerRow
  broker: BrokerRow
  settings: Preferences
  terms: TopUpTerms
  /** Its own rate, or the broker's (D19). */
  vatBps: number
  balanceMinor: number
}

/**
 * Everything about paying in for one partner. Problems: NOT_FOUND, also for a closed partner and where PayPal is off;
 * NOT_A_BUYER for one that only introduces.
 */
export async function loadFunds(
  ctx: Ctx,
  { partnerId, entry }: { partnerId: number; entry: TopUpEntry },
): Promise<Funds> {
  const [partner, broker, { settings }, balance] = await Promise.all([
    findPartner(ctx.db, partnerId),
    loadBroker(ctx),
    loadPreferences(ctx),
    selectBalance(ctx.db, partnerId).first<Balance>(),
  ])
  requirePayPal(ctx, { settings, currency: broker.currency, entry })
  if (partner === null || partner.status === 'closed') throw new Problem('NOT_FOUND')
  if (!partner.buys) throw new Problem('NOT_A_BUYER')
  return {
    partner,
    broker,
    settings,
    terms: topUpTerms(settings, broker.currency),
    vatBps: partner.vatBps ?? settings.vatBps,
    balanceMinor: balance?.balance ?? 0,
  }
}
