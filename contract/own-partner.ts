import * as v from 'valibot'
import { ownPartnerSchema, partnerSettingsSchema } from './partner.ts'
import { emailAddress } from './text.ts'
import { expectedVersion } from './version.ts'
import { warningSchema } from './warning.ts'

/**
 * What a partner may change of itself. Whatever is not here is the broker's: its name stands on statements and receipts,
 * its status, prices, credit and rate of VAT are agreed. The FCA number is given once, at an address of its own (F13).
 */
export const ownPartnerChangesSchema = v.strictObject({
  ...expectedVersion,
  ...v.partial(
    v.strictObject({
      ...v.pick(partnerSettingsSchema, [
        'contactName',
        'phone',
        'website',
        'address',
        'mobile',
        'transferNumber',
        'zone',
        'schedule',
        'queueUntilOpen',
        'dailyLimit',
        'monthlyLimit',
        'lowFundsThreshold',
        'lowFundsText',
        'delivery',
      ]).entries,
      /** Another, never none: what goes wrong has to be told to somebody. */
      contactEmail: emailAddress,
    }),
  ).entries,
})

export type OwnPartnerChanges = v.InferOutput<typeof ownPartnerChangesSchema>

/** A partner as it just changed itself. */
export const savedOwnPartnerSchema = v.strictObject({
  ...ownPartnerSchema.entries,
  /** SHARED_NUMBER: this mobile is somebody else's too, so that texts from it switch neither (F59). */
  warnings: v.array(warningSchema),
})

export type SavedOwnPartner = v.InferOutput<typeof savedOwnPartnerSchema>
