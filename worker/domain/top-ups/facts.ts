import type { Money } from '../../../contract/money.ts'
import type { Taking } from '../../../contract/top-up.ts'

/** Money that PayPal says it took for us. `status` is PayPal's own word. */
export interface Capture {
  id: string
  status: string
  amount: Money | null
  customId: string | null
}

/** Money that PayPal says it took back. */
export interface TakenBack {
  id: string
  kind: Taking['kind']
  /** Of which capture; null where it does not say. */
  captureId: string | null
  amount: Money | null
}

/** What PayPal was seen to say about one payment: all of it, or what one event is about. */
export interface Facts {
  captures: readonly Capture[]
  takenBack: readonly TakenBack[]
}
