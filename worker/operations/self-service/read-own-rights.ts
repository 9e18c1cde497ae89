import type { OwnRights } from '../../../contract/own-rights.ts'
import type { Preferences } from '../../../contract/preferences.ts'
import type { Ctx } from '../../context.ts'
import { isPayPalOn } from '../top-ups/require-paypal.ts'
import { topUpTerms } from '../top-ups/top-up-terms.ts'
import { loadChooser } from './load-chooser.ts'

/** What the partner that asks may do itself: what a portal shows buttons for. */
export async function readOwnRights(ctx: Ctx): Promise<OwnRights> {
  const { buys, currency, preferences: settings } = await loadChooser(ctx)
  const { partnersPauseByText, textNumber, leadsOnPin } = settings
  const byText = partnersPauseByText ? textNumber : null
  return {
    pause: settings.partnersPause,
    textNumber: byText,
    textPin: byText !== null && leadsOnPin !== null,
    giveFcaNumber: settings.partnersProvideFca,
    chooseLeadTypes: buys && settings.buyersChangeSettings,
    payIn: isPayPalOn(ctx, { settings, currency, entry: 'portal' }) ? payIn(settings, currency) : null,
  }
}

function payIn(settings: Preferences, currency: string): OwnRights['payIn'] {
  const { minimumMinor, maximumMinor, suggestedMinor } = topUpTerms(settings, currency)
  const money = (amount: number) => ({ amount, currency })
  return { minimum: money(minimumMinor), maximum: money(maximumMinor), suggested: suggestedMinor.map(money) }
}
