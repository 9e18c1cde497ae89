import type { PartnerRow } from '../../../db/store/partners.ts'
import { untilChange } from '../../domain/eligibility/criterion.ts'

/** A partner before anything was set: no leads come to it, and none from it. */
export const newPartnerRow = ({ id, zone }: Pick<PartnerRow, 'id' | 'zone'>): PartnerRow => ({
  id,
  version: 1,
  name: '',
  description: '',
  reference: '',
  status: 'pending',
  isHouse: false,
  buys: false,
  introduces: false,
  online: true,
  contactEmail: null,
  fcaNumber: null,
  transferNumber: null,
  zone,
  schedule: null,
  openFrom: 0,
  openUntil: untilChange,
  dailyLimit: 0,
  monthlyLimit: 0,
  creditLimit: 0,
  creditUnlimited: false,
  delivery: { email: null, internet: null },
  failures: 0,
  failingSince: null,
  breakerUntil: 0,
})
