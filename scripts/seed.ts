import type { Broker } from '../contract/broker.ts'
import type { DemoBroker } from '../examples/demo/shape.ts'
import type { Api } from './api.ts'
import { seedAutomations, seedTemplates } from './seed/automations.ts'
import { seedForms } from './seed/forms.ts'
import { seedLeadTypes } from './seed/lead-types.ts'
import { seedLeads } from './seed/leads.ts'
import { seedPartners } from './seed/partners.ts'
import { seedPreferences } from './seed/preferences.ts'
import { seedSetups } from './seed/setups.ts'
import { seedSuppressed } from './seed/suppressed.ts'
import { seedTerms } from './seed/terms.ts'
import { seedWebhook } from './seed/webhook.ts'

export interface SeedSurroundings {
  /** Where the demo buyer answers, and where the demo website may be. */
  buyer: string
  siteOrigins: string[]
  /** Form keys by id: those known already. Told through `rememberFormKey` at once when one is made. */
  formKeys: Record<string, string>
  rememberFormKey(id: string, key: string): void
  /** Told the secret of the broker's webhook, once, when it is made. */
  rememberWebhook(secret: string): void
}

/**
 * Makes the demo broker through the API. Everything is looked for by its name first, so that an interrupted run goes
 * on where it stopped, and a second one changes nothing.
 */
export async function seed(api: Api, demo: DemoBroker, surroundings: SeedSurroundings): Promise<void> {
  await seedPreferences(api, demo.preferences)
  await seedSuppressed(api, demo.suppressed)
  const leadTypes = await seedLeadTypes(api, demo.leadGroups)
  const templates = await seedTemplates(api, demo.templates)
  await seedAutomations(api, demo, { leadTypes, templates })
  const partners = await seedPartners(api, demo.partners, { buyer: surroundings.buyer, templates })
  await seedSetups(api, demo.partners, { partners, leadTypes })
  await seedForms(api, Object.values(demo.forms), { ...surroundings, partners, leadTypes })
  await seedTerms(api, demo.terms, { partners, leadTypes })
  await seedWebhook(api, demo.webhook, surroundings)
  await seedLeads(api, demo.leads, { partners, leadTypes })
}

/** Whether this database is the demo's, by the broker's name: somebody else's is left alone. */
export const isDemo = async (api: Api, demo: DemoBroker): Promise<boolean> =>
  (await api.get<Broker>('/v1/broker')).name === demo.settings.name
