import { appointmentBooked } from './notices/appointment-booked.ts'
import { appointmentCancelled } from './notices/appointment-cancelled.ts'
import { appointmentRebooked } from './notices/appointment-rebooked.ts'
import { automationCut } from './notices/automation-cut.ts'
import { deliveryDisabled } from './notices/delivery-disabled.ts'
import { deliveryDisabledBroker } from './notices/delivery-disabled-broker.ts'
import { deliveryFailed } from './notices/delivery-failed.ts'
import { deliveryUnknown } from './notices/delivery-unknown.ts'
import { fcaNumberGiven } from './notices/fca-number-given.ts'
import { leadRefused } from './notices/lead-refused.ts'
import { leadRescued } from './notices/lead-rescued.ts'
import { leadUnreferred } from './notices/lead-unreferred.ts'
import { lowFunds } from './notices/low-funds.ts'
import { offerLapsed } from './notices/offer-lapsed.ts'
import { offerMade } from './notices/offer-made.ts'
import { partnerActivated } from './notices/partner-activated.ts'
import { partnerSignedUp } from './notices/partner-signed-up.ts'
import { referralUnreferred } from './notices/referral-unreferred.ts'
import { returnApproved } from './notices/return-approved.ts'
import { returnRejected } from './notices/return-rejected.ts'
import { returnRequested } from './notices/return-requested.ts'
import { statementReady } from './notices/statement-ready.ts'
import { topUpAlarm } from './notices/top-up-alarm.ts'
import { topUpDeclined } from './notices/top-up-declined.ts'
import { topUpReceipt } from './notices/top-up-receipt.ts'
import { topUpTakenBack } from './notices/top-up-taken-back.ts'
import { topUpTakenBackBroker } from './notices/top-up-taken-back-broker.ts'
import { webhookDisabled } from './notices/webhook-disabled.ts'

/** Every notice. test/unit/notices/notices.test.ts compares it with the folder. */
export const notices = [
  deliveryFailed,
  deliveryUnknown,
  deliveryDisabled,
  deliveryDisabledBroker,
  fcaNumberGiven,
  leadUnreferred,
  leadRescued,
  leadRefused,
  offerMade,
  offerLapsed,
  appointmentBooked,
  appointmentRebooked,
  appointmentCancelled,
  automationCut,
  partnerSignedUp,
  partnerActivated,
  returnRequested,
  returnApproved,
  returnRejected,
  referralUnreferred,
  lowFunds,
  statementReady,
  topUpReceipt,
  topUpDeclined,
  topUpTakenBack,
  topUpTakenBackBroker,
  topUpAlarm,
  webhookDisabled,
] as const

type AnyNotice = (typeof notices)[number]

export type NoticeKind = AnyNotice['kind']

/** One notice to send: its kind and the data that this kind needs. */
export type NoticeToSend = {
  [Each in AnyNotice as Each['kind']]: { kind: Each['kind']; data: Each['example'] }
}[NoticeKind]

/** The notice in words, and whom it is for. */
export function renderNotice({ kind, data }: NoticeToSend): {
  to: 'broker' | 'partner'
  subject: string
  text: string
} {
  const notice = notices.find((each) => each.kind === kind) as { to: 'broker' | 'partner' } & Renderer
  return { to: notice.to, subject: notice.subject(data), text: notice.text(data) }
}

/** NoticeToSend pairs each kind with its own data, which TypeScript cannot follow through `find`. */
interface Renderer {
  subject(data: unknown): string
  text(data: unknown): string
}
