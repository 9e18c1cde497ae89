import { completeDelivery } from '../../../contract/delivery.ts'
import { formatId } from '../../../contract/id.ts'
import type { OwnPartner, Partner } from '../../../contract/partner.ts'
import { toIsoOrNull } from '../../../contract/time.ts'
import type { PartnerRow } from '../../../db/store/partners.ts'
import { untilChange } from '../../domain/eligibility/criterion.ts'
import { hideSecrets } from './hidden-secrets.ts'

/** A partner as the broker sees it. */
export const toPartner = (row: PartnerRow, currency: string): Partner => ({
  ...toOwnPartner(row, currency),
  description: row.description,
  reference: row.reference,
  isHouse: row.isHouse,
})

/** A partner as it sees itself: without the broker's description and reference of it (F24). */
export const toOwnPartner = (row: PartnerRow, currency: string): OwnPartner => ({
  id: formatId('partner', row.id),
  version: row.version,
  name: row.name,
  status: row.status,
  buys: row.buys,
  introduces: row.introduces,
  online: row.online,
  contactEmail: row.contactEmail,
  fcaNumber: row.fcaNumber,
  transferNumber: row.transferNumber,
  zone: row.zone,
  schedule: row.schedule,
  dailyLimit: row.dailyLimit,
  monthlyLimit: row.monthlyLimit,
  creditLimit: { amount: row.creditLimit, currency },
  creditUnlimited: row.creditUnlimited,
  repeatDays: row.repeatDays,
  queueUntilOpen: row.queueUntilOpen,
  contactName: row.contactName,
  phone: row.phone,
  website: row.website,
  address: row.address,
  mobile: row.mobile,
  lowFundsThreshold: row.lowFundsThreshold === null ? null : { amount: row.lowFundsThreshold, currency },
  lowFundsText: row.lowFundsText,
  vatBps: row.vatBps,
  delivery: hideSecrets(completeDelivery(row.delivery)),
  fcaStatus: row.fcaStatus,
  fcaCheckedAt: toIsoOrNull(row.fcaCheckedAt),
  deliveryHealth: healthOf(row),
})

const healthOf = ({ failures, failingSince, breakerUntil }: PartnerRow): OwnPartner['deliveryHealth'] => ({
  failures,
  failingSince: toIsoOrNull(failingSince),
  pausedUntil: breakerUntil === 0 || breakerUntil >= untilChange ? null : toIsoOrNull(breakerUntil),
  stopped: breakerUntil >= untilChange,
})
