import { cancelAppointmentSchema, newAppointmentSchema } from '../../../contract/appointment.ts'
import { referralKey } from '../../../contract/id.ts'
import { referralViewSchema } from '../../../contract/lead.ts'
import { bookAppointment } from '../../operations/appointments/book-appointment.ts'
import { cancelAppointment } from '../../operations/appointments/cancel-appointment.ts'
import { type AnyRoute, route } from '../route.ts'

const params = { referralId: referralKey }

const postAppointment = route({
  method: 'POST',
  path: '/v1/referrals/{referralId}/appointment',
  may: ['admin'],
  tag: 'Referrals',
  summary: 'Book or change its appointment',
  description:
    'In place of the one that it has or had; what is left out stays as it was. The partner gets an e-mail with an .ics: its calendar takes the change. An invitation never comes before its lead.',
  params,
  body: newAppointmentSchema,
  answer: { status: 200, body: referralViewSchema },
  problems: ['NOT_FOUND', 'REFERRAL_ENDED', 'APPOINTMENT_IN_PAST', 'VERSION_CONFLICT'],
  handle: (ctx, { params: { referralId }, body }) => bookAppointment(ctx, { ...referralId, appointment: body }),
})

const postCancel = route({
  method: 'POST',
  path: '/v1/referrals/{referralId}/appointment/cancel',
  may: ['admin'],
  tag: 'Referrals',
  summary: 'Cancel its appointment',
  description:
    'The partner keeps the lead. It gets an e-mail that says why, and its calendar strikes the appointment out.',
  params,
  body: cancelAppointmentSchema,
  answer: { status: 200, body: referralViewSchema },
  problems: ['NOT_FOUND', 'REFERRAL_ENDED', 'NO_APPOINTMENT', 'VERSION_CONFLICT'],
  handle: (ctx, { params: { referralId }, body }) => cancelAppointment(ctx, { ...referralId, ...body }),
})

export const appointmentRoutes: readonly AnyRoute[] = [postAppointment, postCancel]
