import { toIso, toIsoOrNull } from '../../../../contract/time.ts'
import { mostBytes, type WebhookFormat } from '../format.ts'
import type { Told, ToldLead, ToldReferral } from '../told.ts'

/**
 * Standard Webhooks (D13): `{type, timestamp, data}`. `data.version` is that of this shape; keys are only ever added to
 * it. Answers that would make the message too large are left out, and it says so: the API has them.
 */
export const standard: WebhookFormat = {
  id: 'standard',
  contentType: 'application/json',
  write(told) {
    const whole = JSON.stringify(payload(told))
    return new TextEncoder().encode(whole).length < mostBytes ? whole : JSON.stringify(withoutAnswers(told))
  },
}

const payload = ({ type, at, cause, partner, lead, referrals, more }: Told) => ({
  type,
  timestamp: toIso(at),
  data: {
    version: 1,
    ...(cause !== null && { cause }),
    ...more,
    ...(partner !== null && { partner }),
    ...(lead !== null && { lead: leadOf(lead), referrals: referrals.map(referralOf) }),
  },
})

function leadOf({ id, receivedAt, test, leadType, leadGroup, broker, answers }: ToldLead) {
  const fields = answers && { fields: Object.fromEntries(answers.map(({ name, value }) => [name, value])) }
  return { id, receivedAt: toIso(receivedAt), test, leadType, leadGroup, ...broker, ...fields }
}

const referralOf = ({ acceptBy, appointment, ...referral }: ToldReferral) => ({
  ...referral,
  acceptBy: toIsoOrNull(acceptBy),
  appointment: appointment && {
    startsAt: toIso(appointment.startsAt),
    minutes: appointment.minutes,
    cancelled: appointment.cancelled,
    ...(appointment.place !== null && { place: appointment.place, note: appointment.note }),
  },
})

/** An address and a note may be long as well. A lead that went to very many: their number is enough. */
function withoutAnswers({ lead, referrals, ...told }: Told) {
  const few = referrals.slice(0, 20).map((referral) => ({ ...referral, appointment: null }))
  const { data, ...message } = payload({ ...told, lead: lead && { ...lead, answers: null }, referrals: few })
  return { ...message, data: { ...data, shortened: true } }
}
