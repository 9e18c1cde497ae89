import type { Ctx } from '../../context.ts'
import { loadPreferences } from '../preferences/load-preferences.ts'
import { publicLink } from '../public-link.ts'
import { isPayPalOn } from './require-paypal.ts'
import { mailedFundsLinkMs, topUpLink } from './top-up-link.ts'

/**
 * The address of a partner's page for paying in, for an e-mail to it. Null where its portal takes no payments (F63), or
 * nobody knows the address of this deployment.
 */
export async function mailedFundsLink(
  ctx: Pick<Ctx, 'db' | 'env' | 'now'>,
  { partnerId, currency }: { partnerId: number; currency: string },
): Promise<string | null> {
  const { settings } = await loadPreferences(ctx)
  if (!isPayPalOn(ctx, { settings, currency, entry: 'portal' })) return null
  return publicLink(ctx, (await topUpLink(ctx, { partnerId, entry: 'portal' }, mailedFundsLinkMs)).path)
}
