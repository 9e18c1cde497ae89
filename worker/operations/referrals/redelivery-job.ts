import { referralId } from '../../../contract/id.ts'
import type { JobRow } from '../../../db/store/jobs.ts'

/**
 * The job of a redelivery that somebody asked for: its mail has an id of its own, so that it is no repeat of the first.
 * `version` is the referral's next one, `tries` how many are on record. Whoever inserts it says when it is due; one that
 * is not started at once has `attempts` one lower.
 */
export const redeliveryJob = ({
  leadId,
  partnerId,
  version,
  tries,
}: {
  leadId: string
  partnerId: number
  version: number
  tries: number
}): Omit<JobRow, 'due'> => {
  const mailId = `${referralId(leadId, partnerId)}:${version}`
  return {
    id: `redeliver:${mailId}`,
    kind: 'deliver-referral',
    data: { leadId, partnerId, mailId },
    attempts: tries + 1,
    party: partnerId,
  }
}
