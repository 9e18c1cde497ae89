import type { Field } from '../../../contract/fields/field.ts'
import { kindOf } from '../../../contract/fields/kinds.ts'
import { hourMs } from '../../../contract/time.ts'
import { type SampleTypeRow, selectSampleType } from '../../../db/store/delivery-samples.ts'
import type { Ctx } from '../../context.ts'
import { type Parcel, parcelOf } from '../../delivery/parcel.ts'
import { Problem } from '../../problem.ts'
import { loadBroker } from '../broker/load-broker.ts'

/** A parcel, and what leads of its type are asked, filled in or not. */
export interface Packed {
  parcel: Parcel
  fields: readonly Field[]
}

/** Whose copy a parcel is. */
export interface ParcelPartner {
  id: number
  name: string
  zone: string
}

/**
 * A made-up lead as this partner would get it: every field filled in with its example, and marked as a test, for it is
 * nobody's. `reference` is what it is called by; an example unless told. `boughtOnly`: nothing is told of lead types that
 * the partner does not buy. Problems: INVALID_BODY where there is no such lead type.
 */
export async function sampleParcel(
  ctx: Pick<Ctx, 'db' | 'now'>,
  {
    partner,
    leadTypeId,
    boughtOnly,
    reference,
    fields,
  }: {
    partner: ParcelPartner
    leadTypeId: number | null
    boughtOnly: boolean
    reference?: string
    fields?: readonly Field[]
  },
): Promise<Packed & { leadTypeId: number | null }> {
  const [row, broker] = await Promise.all([
    selectSampleType(ctx.db, { partnerId: partner.id, leadTypeId, boughtOnly }).first<SampleTypeRow>(),
    loadBroker(ctx),
  ])
  if (row === null && leadTypeId !== null) throw new Problem('INVALID_BODY', { errors: [noSuchType] })
  const { type_id = 1, type_name = 'Example type', group_id = 1, group_name = 'Example group', price = 0 } = row ?? {}
  const leadGroup = { id: group_id, name: group_name, fields: JSON.parse(row?.group_fields ?? '[]') as Field[] }
  const leadType = { id: type_id, name: type_name, fields: JSON.parse(row?.type_fields ?? '[]') as Field[] }
  const asked = fields ?? [...leadGroup.fields, ...leadType.fields]
  const appointment = row?.referral_method === 'appointment' ? sampleAppointment(ctx.now) : null
  const parcel = parcelOf({
    lead: {
      id: sampleLeadId,
      receivedAt: ctx.now,
      fields: Object.fromEntries(asked.map((field) => [field.name, kindOf(field).example(field)])),
    },
    referral: { partnerId: partner.id, referredAt: ctx.now, price, appointment },
    leadType: fields === undefined ? leadType : { ...leadType, fields },
    leadGroup: fields === undefined ? leadGroup : { ...leadGroup, fields: [] },
    partner,
    broker: broker.name,
    currency: broker.currency,
    test: true,
  })
  return {
    leadTypeId: row?.type_id ?? null,
    parcel: reference === undefined ? parcel : { ...parcel, reference },
    fields: asked,
  }
}

const sampleLeadId = 'lead_0195e2f4-6a3c-7b21-8d4e-5f6000000000'

const sampleAppointment = (now: number) => ({
  startsAt: Math.ceil(now / hourMs) * hourMs + 24 * hourMs,
  minutes: 60,
  place: '1 Example Street',
  note: 'Ring twice.',
  sequence: 0,
  cancelledAt: null,
  cancelledBecause: null,
})

const noSuchType = { pointer: '/leadTypeId', code: 'NOT_FOUND', message: 'There is no such lead type.' }
