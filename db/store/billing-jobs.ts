/**
 * When nothing more may be charged for a referral: so many days after it was referred (ENGINE 2), by its lead type as it
 * is now. For a referral that has charges still to come; others need no job.
 */
export const insertBillingJob = (
  db: D1Database,
  { leadId, partnerId, now }: { leadId: string; partnerId: number; now: number },
): D1PreparedStatement =>
  db
    .prepare(
      `INSERT INTO jobs (due, id, kind, data, attempts, party)
       SELECT max(?3, r.referred_at + t.billing_days * 86400000), 'billing:' || r.lead_id || ':' || r.partner_id, 'close-billing',
         json_object('leadId', r.lead_id, 'partnerId', r.partner_id), 0, NULL
       FROM referrals r JOIN lead_types t ON t.id = r.lead_type_id WHERE r.lead_id = ?1 AND r.partner_id = ?2`,
    )
    .bind(leadId, partnerId, now)
