import { appointmentBooked } from './notices/appointment-booked.ts'
import { appointmentCancelled } from './notices/appointment-cancelled.ts'
import { appointmentRebooked } from './notices/appointment-rebooked.ts'
import { automationCut } from './notices/automation-cut.ts'
import { deliveryDisabled } from './notices/delivery-disabled.ts'
import { deliveryDisabledBroker } from './notices/delivery-disabled-broker.ts'
import { deliveryFailed } from './notices/delivery-failed.ts'
import { deliveryUnknown } from './notices/delivery-unknown.ts'
import { fcaNumberGiven } from './notices/fca-number-given.ts'
import { leadRescued } from './notices/lead-rescued.ts'
import { leadUnreferred } from './notices/lead-unreferred.ts'

/** Every notice. test/unit/notices/notices.test.ts compares it with the folder. */
export const notices = [
  deliveryFailed,
  deliveryUnknown,
  deliveryDisabled,
  deliveryDisabledBroker,
  fcaNumberGiven,
  leadUnreferred,
  leadRescued,
  appointmentBooked,
  appointmentRebooked,
  appointmentCancelled,
  automationCut,
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
