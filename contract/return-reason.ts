/** Why a buyer returns a lead (D6), in the words of the list that it chooses from. */
export const returnReasonLabels = {
  wrong_number: 'Wrong number',
  disconnected: 'Number disconnected',
  duplicate: 'Had this lead already',
  out_of_area: 'Out of area',
  wrong_type: 'Wrong type of lead',
  no_consent: 'No consent to be contacted',
  not_requested: 'Did not ask for this',
  not_interested: 'Not interested',
  under_age: 'Under age',
  language: 'No common language',
  other: 'Other',
} as const

export type ReturnReason = keyof typeof returnReasonLabels

export const returnReasons = Object.keys(returnReasonLabels) as [ReturnReason, ...ReturnReason[]]
