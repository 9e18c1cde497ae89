import type { AnswerRule } from '../../contract/answer-rule.ts'
import type { ActionSettings, AutomationEvent, Step } from '../../contract/automation.ts'
import type { BrokerSettings } from '../../contract/broker.ts'
import type { Charge } from '../../contract/charge.ts'
import type { InternetFormatId } from '../../contract/delivery.ts'
import type { Field } from '../../contract/fields/field.ts'
import type { Clause } from '../../contract/filter.ts'
import type { NewIntroducerTerms } from '../../contract/introducer-terms.ts'
import type { FormSettings } from '../../contract/key.ts'
import type { ReferralMethod, Selection } from '../../contract/lead-type.ts'
import type { MappedValue } from '../../contract/mapping.ts'
import type { Money } from '../../contract/money.ts'
import type { NewPartner } from '../../contract/partner.ts'
import type { Preferences } from '../../contract/preferences.ts'
import type { NewStage } from '../../contract/stage.ts'
import type { NewTemplate } from '../../contract/template.ts'
import type { WebhookType } from '../../contract/webhook.ts'

/** A demo broker as data. Things refer to each other by name; scripts/seed.ts makes them through the API. */
export interface DemoBroker {
  settings: BrokerSettings
  /** What is not as shipped. */
  preferences: Partial<Preferences>
  /** Who asked not to be contacted, by anybody: e-mail addresses and telephone numbers. */
  suppressed: string[]
  stages: DemoStage[]
  templates: DemoTemplate[]
  automations: DemoAutomation[]
  leadGroups: DemoGroup[]
  partners: DemoPartner[]
  terms: DemoTerms[]
  webhook: { name: string; types: WebhookType[] }
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
  /** Longest wait unless told. */
  selection?: Selection
  /** 72 unless told. */
  holdHours?: number
}

/** Settings as the API takes them, but for how leads reach the partner. */
export interface DemoPartner extends Partial<Omit<NewPartner, 'delivery'>> {
  name: string
  delivery?: DemoDelivery
  /** Paid in at the start. */
  payment?: Money
  buysTypes?: Record<string, DemoSetup>
}

/** `server`: over the internet, to its own door of the demo buyer, by JSON unless told; `email`: to the mailbox. */
export interface DemoDelivery {
  server?: `/${'accept' | 'choosy'}/${string}`
  format?: InternetFormatId
  mapping?: (Pick<MappedValue, 'to' | 'value'> & Partial<MappedValue>)[]
  template?: string
  soapAction?: string
  answer?: AnswerRule
  email?: string[]
  /** The template of its letters, by name. */
  letter?: string
}

/** What an introducer is owed for its leads; of every type unless told. */
export type DemoTerms = Partial<Pick<NewIntroducerTerms, 'amount' | 'shares'>> & {
  introducer: string
  leadType?: string
}

/** What it buys of one lead type; null follows the type's default price. */
export interface DemoSetup {
  price?: Money | null
  priority?: number
  dailyLimit?: number
  monthlyLimit?: number
  /** Its share where the lead type's selection is weighted. */
  weight?: number
  /** How long it has to accept a lead before the next partner gets it; it need not unless told. */
  acceptMinutes?: number
  /** When its price is charged and what else is; as the lead type says unless told. */
  billing?: { point: Charge['point']; charges: (Pick<Charge, 'point'> & Partial<Charge>)[] }
  filters?: Clause[]
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
  /** Sold by hand with a home visit, at ten in the morning so many days from now. */
  visit?: { partner: string; inDays: number; minutes: number; place: string }
}

/** A stage of the broker's own, beside those that every broker begins with. */
export type DemoStage = Pick<NewStage, 'label' | 'kind'> & Partial<Pick<NewStage, 'point'>>

/** For automations unless told. */
export type DemoTemplate = Pick<NewTemplate, 'name' | 'subject' | 'text'> & Partial<Pick<NewTemplate, 'kind'>>

/** An automation whose lead type, templates and stages are named. */
export interface DemoAutomation {
  name: string
  event: AutomationEvent
  leadType: string
  filters: Clause[]
  steps: DemoStep[]
}

/** Sends a template, or moves the lead to a stage; after a wait, if there is one. */
export type DemoStep = Partial<Pick<Step, 'wait'>> &
  ({ email: string; to: Extract<ActionSettings, { kind: 'email' }>['to'] } | { stage: string })
