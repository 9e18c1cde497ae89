import type { Method } from '../method.ts'

/** F17: a person makes an appointment first, and every referral carries its own. */
export const appointment: Method = {
  id: 'appointment',
  title: 'Set appointments',
  routes: 'never',
  byHand: ['appointment'],
  isCall: false,
}
