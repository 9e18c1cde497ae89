/**
 * What a delivery tells of itself, beside the lead's fields: in e-mails, mappings and templates of internet delivery.
 * Names have a dot, which no field's name has. Not among them: who introduced the lead, and who else got it.
 */
export const deliveryNames = [
  'referral.reference',
  'referral.referredAt',
  'referral.price',
  'referral.priceMinor',
  'referral.currency',
  'lead.id',
  'lead.receivedAt',
  'lead.test',
  'leadType.id',
  'leadType.name',
  'leadGroup.id',
  'leadGroup.name',
  'appointment.when',
  'appointment.startsAt',
  'appointment.endsAt',
  'appointment.minutes',
  'appointment.place',
  'appointment.note',
  'partner.id',
  'partner.name',
  'broker.name',
] as const

export type DeliveryName = (typeof deliveryNames)[number]
