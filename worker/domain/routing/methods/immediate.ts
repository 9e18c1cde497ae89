import type { Method } from '../method.ts'

/** F15: referred as soon as it is captured, to whose turn it is. A person may still refer one by hand. */
export const immediate: Method = {
  id: 'immediate',
  title: 'Deliver immediately',
  routes: 'by-itself',
  byHand: ['manual', 'appointment', 'transfer'],
  isCall: false,
}
