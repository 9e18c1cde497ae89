import type { PayPal } from '../../../contract/top-up.ts'
import type { Ctx } from '../../context.ts'
import { isTakenByPayPal } from '../../domain/top-ups/currencies.ts'
import { paypalOf } from '../../outside/paypal-settings.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { loadBroker } from '../broker/load-broker.ts'
import { loadPreferences } from '../preferences/load-preferences.ts'
import { readTrial, webhookPath } from './paypal-trial.ts'
import { paypalEvents } from './read-event.ts'
import { topUpTerms } from './top-up-terms.ts'

/** How payments by PayPal stand (F63): what is switched on, the terms as they apply, and what the last trial found. */
export async function readPayPal(ctx: Ctx, { origin }: { origin: string }): Promise<PayPal> {
  requireAdmin(ctx.actor)
  const [{ currency }, { settings }, lastTrial] = await Promise.all([
    loadBroker(ctx),
    loadPreferences(ctx),
    readTrial(ctx),
  ])
  const { minimumMinor, maximumMinor, suggestedMinor } = topUpTerms(settings, currency)
  const money = (amount: number) => ({ amount, currency })
  return {
    configured: paypalOf(ctx.env) !== null,
    currencyTaken: isTakenByPayPal(currency),
    currency,
    signUp: settings.paypalSignUp,
    portal: settings.paypalPortal,
    minimum: money(minimumMinor),
    maximum: money(maximumMinor),
    suggested: suggestedMinor.map(money),
    webhookUrl: `${origin}${webhookPath}`,
    webhookEvents: [...paypalEvents],
    lastTrial,
  }
}
