import type { LeadType } from '../../../contract/lead-type.ts'
import type { Partner } from '../../../contract/partner.ts'
import type { Preferences } from '../../../contract/preferences.ts'
import type { Setup } from '../../../contract/setup.ts'
import type { LeadGroupRow } from '../../../db/store/lead-groups.ts'
import type { PartnerRow } from '../../../db/store/partners.ts'
import type { SetupRow } from '../../../db/store/setups.ts'
import { storedBilling, storedCharges } from '../../domain/billing/stored-charges.ts'
import { untilChange } from '../../domain/eligibility/criterion.ts'
import { allAreas } from '../../domain/places/place.ts'
import { placeNamed } from '../../domain/places/schemes.ts'
import type { SimulatedLeadType, SimulatedPartner } from '../../domain/simulation/settings.ts'
import type { LoadedLeadType } from '../leads/load-lead-type.ts'
import { leadTypeFacts } from '../routing/facts-of.ts'

/** A setup and its places (codes), as it is or as it would be. */
export interface PlacedSetup {
  row: Omit<SetupRow, 'version'>
  places: readonly number[]
}

/**
 * A partner as a simulation sees it. How its server fared is no setting: it is well, unless it is gone for good until
 * somebody changes something.
 */
export const simulatedPartner = (row: PartnerRow): SimulatedPartner => ({
  id: row.id,
  status: row.status,
  buys: row.buys,
  online: row.online,
  fcaNumber: row.fcaNumber,
  fcaStatus: row.fcaStatus,
  transferNumber: row.transferNumber,
  zone: row.zone,
  schedule: row.schedule,
  dailyLimit: row.dailyLimit,
  monthlyLimit: row.monthlyLimit,
  creditLimitMinor: row.creditLimit,
  creditUnlimited: row.creditUnlimited,
  deliversByEmail: row.delivery.email !== null,
  deliversByInternet: row.delivery.internet !== null,
  repeatDays: row.repeatDays,
  queuesUntilOpen: row.queueUntilOpen,
  breakerUntil: row.breakerUntil >= untilChange ? untilChange : 0,
})

/** A partner with the settings that were tried. */
export const changedPartner = (row: PartnerRow, view: Partner): PartnerRow => ({
  ...row,
  status: view.status,
  buys: view.buys,
  online: view.online,
  fcaNumber: view.fcaNumber,
  fcaStatus: view.fcaStatus,
  transferNumber: view.transferNumber,
  zone: view.zone,
  schedule: view.schedule,
  dailyLimit: view.dailyLimit,
  monthlyLimit: view.monthlyLimit,
  creditLimit: view.creditLimit.amount,
  creditUnlimited: view.creditUnlimited,
  delivery: view.delivery,
  repeatDays: view.repeatDays,
  queueUntilOpen: view.queueUntilOpen,
  breakerUntil: view.deliveryHealth.stopped ? untilChange : 0,
})

export const simulatedLeadType = (leadType: LoadedLeadType): SimulatedLeadType => ({
  ...leadTypeFacts(leadType, leadType.referralMethod),
  scope: leadType.scope,
  selection: leadType.selection,
  holdHours: leadType.holdHours,
  fields: leadType.fields,
})

/** A lead type with the settings that were tried. */
export const changedLeadType = (leadType: LoadedLeadType, view: LeadType, group: LeadGroupRow): LoadedLeadType => ({
  ...leadType,
  fields: [...group.fields, ...view.fields],
  referralMethod: view.referralMethod,
  defaultPrice: view.defaultPrice.amount,
  nationalPrice: view.nationalPrice?.amount ?? null,
  billing: { point: view.billingPoint, charges: storedCharges(view.charges) },
  scope: view.scope,
  requireFca: view.requireFca,
  requireConsent: view.requireConsent,
  selection: view.selection,
  holdHours: view.holdHours,
})

/** A setup with the settings that were tried, or one that is not there yet. */
export const changedSetup = (view: Setup, row: Pick<SetupRow, 'id' | 'partnerId' | 'leadTypeId'>): PlacedSetup => ({
  row: {
    id: row.id,
    partnerId: row.partnerId,
    leadTypeId: row.leadTypeId,
    active: view.active,
    price: view.price?.amount ?? null,
    priority: view.priority,
    dailyLimit: view.dailyLimit,
    monthlyLimit: view.monthlyLimit,
    weight: view.weight,
    filters: view.filters,
    billing: storedBilling(view.billing),
    acceptMinutes: view.acceptMinutes,
  },
  places: view.allAreas ? [allAreas] : view.places.map((name) => placeNamed(name)!),
})

export const simulatedRules = ({ allowOwnIntroduction, blockUnverifiedFca }: Preferences) => ({
  allowOwnIntroduction,
  blockUnverifiedFca,
})
