import type { Appointment } from '../../contract/appointment.ts'

/** Gives a referral its appointment, or another one, and its next version. */
export const updateAppointment = (
  db: D1Database,
  {
    leadId,
    partnerId,
    version,
    appointment,
  }: { leadId: string; partnerId: number; version: number; appointment: Appointment },
): D1PreparedStatement =>
  db
    .prepare('UPDATE referrals SET version = ?3, appointment = ?4 WHERE lead_id = ?1 AND partner_id = ?2')
    .bind(leadId, partnerId, version, JSON.stringify(appointment))
