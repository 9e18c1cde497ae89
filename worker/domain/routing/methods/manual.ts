import type { Method } from '../method.ts'

/** F16: only a person or an automation refers it. */
export const manual: Method = {
  id: 'manual',
  title: 'Deliver manually',
  routes: 'when-asked',
  byHand: ['manual', 'appointment', 'transfer'],
  isCall: false,
}
