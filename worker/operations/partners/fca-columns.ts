import type { PartnerRow } from '../../../db/store/partners.ts'

/** A number's columns. What the register said of another number says nothing of this one (F10). */
export const fcaColumns = (fcaNumber: string | null, before: Pick<PartnerRow, 'fcaNumber'>): Partial<PartnerRow> =>
  fcaNumber === before.fcaNumber ? {} : { fcaNumber, fcaStatus: 'unverified', fcaCheckedAt: null }
