import type { WebhookFormatId } from '../../../contract/webhook.ts'
import type { Told } from './told.ts'

/** A way to write a message. One file each in formats/. Every format is signed alike (D13). */
export interface WebhookFormat {
  id: WebhookFormatId
  contentType: string
  /** The body of a message: less than `mostBytes`. */
  write(told: Told): string
}

/** D13: a message is small. */
export const mostBytes = 20_000
