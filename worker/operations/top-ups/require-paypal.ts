import type { Preferences } from '../../../contract/preferences.ts'
import type { TopUpEntry } from '../../../contract/top-up.ts'
import type { Ctx } from '../../context.ts'
import { isTakenByPayPal } from '../../domain/top-ups/currencies.ts'
import { type PayPal, paypalOf } from '../../outside/paypal-settings.ts'
import { Problem } from '../../problem.ts'

/** Whether a payment can be begun there now (F63): switched on, configured, and in a currency that PayPal takes. */
export const isPayPalOn = (
  { env }: Pick<Ctx, 'env'>,
  { settings, currency, entry }: { settings: Preferences; currency: string; entry: TopUpEntry },
): boolean =>
  (entry === 'sign_up' ? settings.paypalSignUp : settings.paypalPortal) &&
  paypalOf(env) !== null &&
  isTakenByPayPal(currency)

/** Otherwise there is nothing at this address (F63). */
export function requirePayPal(ctx: Pick<Ctx, 'env'>, where: Parameters<typeof isPayPalOn>[1]): void {
  if (!isPayPalOn(ctx, where)) throw new Problem('NOT_FOUND')
}

/** PayPal's settings, for a job: it throws where they were taken away meanwhile, so that it waits until they are back. */
export function paypalForJob({ env }: Pick<Ctx, 'env'>): PayPal {
  const paypal = paypalOf(env)
  if (paypal === null) throw new Error('PayPal is not configured any more: its settings are needed to finish payments.')
  return paypal
}
