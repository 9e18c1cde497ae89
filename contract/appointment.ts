import * as v from 'valibot'
import { line, paragraphs } from './text.ts'
import { instantText } from './time.ts'

/** When and where a person meets the partner (F62). It belongs to the referral, which keeps it like this. */
export const appointmentSchema = v.strictObject({
  /** Epoch milliseconds. */
  startsAt: v.number(),
  minutes: v.number(),
  place: v.string(),
  note: v.string(),
  /** Rises with every change: iCalendar's SEQUENCE. */
  sequence: v.number(),
  cancelledAt: v.nullable(v.number()),
  /** What the partner is told when it is cancelled. */
  cancelledBecause: v.nullable(v.string()),
})

export type Appointment = v.InferOutput<typeof appointmentSchema>

/**
 * What a person says about an appointment: made when the lead is referred, or afterwards. What is left out stays as it was;
 * at first it is 60 minutes, no place and no note (worker/domain/appointment/appointment.ts).
 */
export const newAppointmentSchema = v.strictObject({
  startsAt: v.pipe(
    instantText,
    v.description('When it begins. It must lie ahead.'),
    v.examples(['2030-05-14T10:00:00+01:00']),
    v.transform((text) => Date.parse(text)),
    v.maxValue(Date.UTC(2100, 0), 'Expected a date in this century.'),
  ),
  minutes: v.optional(v.pipe(v.number(), v.integer(), v.minValue(5), v.maxValue(24 * 60))),
  place: v.optional(v.pipe(line(300), v.description('Where they meet, for the partner.'))),
  note: v.optional(v.pipe(paragraphs(2000), v.description('What the partner should know for it.'))),
})

export type NewAppointment = v.InferOutput<typeof newAppointmentSchema>

export const cancelAppointmentSchema = v.strictObject({
  /** The partner is told. */
  reason: v.pipe(paragraphs(300), v.minLength(3, 'Say why, in a few words.')),
})

/** An appointment as the API shows it. */
export const appointmentViewSchema = v.strictObject({
  startsAt: v.string(),
  endsAt: v.string(),
  minutes: v.number(),
  place: v.string(),
  note: v.string(),
  /** How often it was changed. */
  sequence: v.number(),
  /** null while it stands. */
  cancelledAt: v.nullable(v.string()),
})

export type AppointmentView = v.InferOutput<typeof appointmentViewSchema>
