import type { BrokerSettings } from '../../contract/broker.ts'
import type { Field } from '../../contract/fields/field.ts'
import type { FormSettings } from '../../contract/key.ts'
import type { ReferralMethod } from '../../contract/lead-type.ts'
import type { Money } from '../../contract/money.ts'
import type { NewPartner } from '../../contract/partner.ts'
import type { Preferences } from '../../contract/preferences.ts'

/** A demo broker as data. Things refer to each other by name; scripts/seed.ts makes them through the API. */
export interface DemoBroker {
  settings: BrokerSettings
  /** What is not as shipped. */
  preferences: Partial<Preferences>
  leadGroups: DemoGroup[]
  partners: DemoPartner[]
  forms: Record<DemoForm['id'], DemoForm>
  /** Handed in when everything else is there, so that there is something to look at. */
  leads: DemoLead[]
}

export interface DemoGroup {
  name: string
  /** Shared by all its lead types; they come first on the form. */
  fields: Field[]
  introducersMayRefer: boolean
  leadTypes: DemoLeadType[]
}

export interface DemoLeadType {
  name: string
  description: string
  fields: Field[]
  referralMethod: ReferralMethod | null
  defaultPrice: Money
  scope: number
  requireFca: boolean
}

/** Settings as the API takes them, but for how leads reach the partner. */
export interface DemoPartner extends Partial<Omit<NewPartner, 'delivery'>> {
  name: string
  /** `server`: by JSON to its own door of the demo buyer; `email`: to the mailbox. */
  delivery?: { server?: `/accept/${string}`; email?: string[] }
  /** Paid in at the start. */
  payment?: Money
  buysTypes?: Record<string, DemoSetup>
}

/** What it buys of one lead type; null follows the type's default price. */
export interface DemoSetup {
  price?: Money | null
  priority?: number
  dailyLimit?: number
  monthlyLimit?: number
  /** Areas and districts; left out, the whole country. */
  places?: string[]
}

export interface DemoForm {
  id: 'windows' | 'mortgages'
  /** How the key is called in the API. */
  name: string
  introducer: string
  leadType: string
  settings: FormSettings
}

export interface DemoLead {
  leadType: string
  introducer: string | null
  fields: Record<string, unknown>
}
