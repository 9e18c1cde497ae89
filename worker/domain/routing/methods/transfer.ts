import type { Method } from '../method.ts'

/** F18: a person calls, and transfers the call to a partner that is open now. Nothing needs to be delivered (D1.17). */
export const transfer: Method = {
  id: 'transfer',
  title: 'Telephone transfer',
  routes: 'never',
  byHand: ['transfer'],
  isCall: true,
}
