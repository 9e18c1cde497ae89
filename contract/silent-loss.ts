import * as v from 'valibot'
import { leadLocations } from './lead.ts'

/** Why a lead that was accepted is on its way to nobody, with nobody knowing (C17). */
export const lossCauses = [
  'ROUTED_TO_NOBODY',
  'HELD_WITHOUT_A_LOOK',
  'REFERRED_WITHOUT_DELIVERY',
  'CLOSED_WITHOUT_REASON',
] as const

export type LossCause = (typeof lossCauses)[number]

/** What a check found. An empty list is the promise kept. */
export const silentLossesSchema = v.strictObject({
  checkedAt: v.string(),
  /** Leads that came in since then were looked at; those of the last minutes may still be under way. */
  since: v.string(),
  /** How many leads were looked at. */
  checked: v.number(),
  lost: v.array(
    v.strictObject({
      leadId: v.string(),
      receivedAt: v.string(),
      location: v.picklist(leadLocations),
      because: v.picklist(lossCauses),
    }),
  ),
})

export type SilentLosses = v.InferOutput<typeof silentLossesSchema>
