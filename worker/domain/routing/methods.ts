import type { ReferralMethod } from '../../../contract/lead-type.ts'
import type { Method } from './method.ts'
import { appointment } from './methods/appointment.ts'
import { immediate } from './methods/immediate.ts'
import { manual } from './methods/manual.ts'
import { transfer } from './methods/transfer.ts'

/** Every referral method, in the order of contract/lead-type.ts. */
export const methods: readonly Method[] = [immediate, manual, appointment, transfer]

export const methodNamed = (id: ReferralMethod): Method => methods.find((method) => method.id === id)!

/** Whether leads of a type with this method are routed as soon as they are there (F15). */
export const routesByItself = (id: ReferralMethod | null): boolean =>
  id !== null && methodNamed(id).routes === 'by-itself'

/** Whether a search in the queue may be started for leads of a type with this method, by whomever. */
export const mayBeRouted = (id: ReferralMethod | null): boolean => id === null || methodNamed(id).routes !== 'never'
