import type { Preferences } from '../../../contract/preferences.ts'
import type { BrokerRow } from '../../../db/store/broker.ts'
import { type LeadTypeRow, listOpenLeadTypes } from '../../../db/store/lead-types.ts'
import type { Ctx } from '../../context.ts'
import { Problem } from '../../problem.ts'
import { loadBroker } from '../broker/load-broker.ts'
import { loadPreferences } from '../preferences/load-preferences.ts'

/** What a buyer may sign up for, and what it agrees to. */
export interface SignUpOffer {
  broker: BrokerRow
  preferences: { version: number; settings: Preferences }
  leadTypes: LeadTypeRow[]
  terms: string
}

/**
 * What strangers are offered (F5, F22, F40): the lead types that buyers may choose themselves and that are referred at
 * all. Problems: NOT_FOUND while sign-up is off, as at any address where there is nothing.
 */
export async function signUpOffer(ctx: Pick<Ctx, 'db'>): Promise<SignUpOffer> {
  const preferences = await loadPreferences(ctx)
  if (!preferences.settings.buyerSignUp) throw new Problem('NOT_FOUND')
  const [broker, leadTypes] = await Promise.all([loadBroker(ctx), listOpenLeadTypes(ctx.db)])
  return { broker, preferences, leadTypes, terms: preferences.settings.signUpTerms || usualTerms(broker) }
}

const usualTerms = ({ name }: BrokerRow): string =>
  `I act for this company. ${name} may keep these details, check them, and contact us about buying leads.`
