import type { DedupeSettings } from '../../../contract/dedupe.ts'
import type { Field } from '../../../contract/fields/field.ts'
import type { Selection } from '../../../contract/lead-type.ts'
import type { Schedule } from '../../../contract/schedule.ts'
import type { Facts, LeadTypeFacts, PartnerFacts, SetupFacts } from '../eligibility/facts.ts'

/** All that decides who gets a lead, as it is now or as somebody would have it (C2). */
export interface Settings {
  rules: Facts['rules']
  /** Who is the same person, and whether a lead of theirs counts as this one (D11, D1.19). */
  dedupe: DedupeSettings
  leadTypes: ReadonlyMap<number, SimulatedLeadType>
  partners: ReadonlyMap<number, SimulatedPartner>
  setups: readonly SimulatedSetup[]
}

export interface SimulatedLeadType extends LeadTypeFacts {
  scope: number
  selection: Selection
  /** How long a lead that nobody takes waits (D21); 0: not at all. */
  holdHours: number
  /** Its group's fields and its own. */
  fields: readonly Field[]
}

/** A partner without what the clock says of it. */
export interface SimulatedPartner extends Omit<PartnerFacts, 'openFrom' | 'openUntil' | 'dayEnds' | 'monthEnds'> {
  zone: string
  schedule: Schedule | null
}

/** A setup and its turns; an eligibility criterion meets it only through one of them, so it covers what it is asked. */
export interface SimulatedSetup extends Omit<SetupFacts, 'allAreas' | 'placeCount' | 'coversLead'> {
  partnerId: number
  leadTypeId: number
  turns: readonly StartingTurn[]
}

/** A turn as it stood when the window began; never served: its tie bits only (worker/domain/routing/rank.ts). */
export interface StartingTurn {
  cell: number
  rank: number
}
