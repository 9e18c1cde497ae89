import type { WebhookFormatId } from '../../../contract/webhook.ts'
import type { WebhookFormat } from './format.ts'
import { flg } from './formats/flg.ts'
import { standard } from './formats/standard.ts'

/** Every format of webhooks. test/unit/house.test.ts compares it with the folder. */
export const webhookFormats: readonly WebhookFormat[] = [standard, flg]

export const webhookFormatNamed = (id: WebhookFormatId): WebhookFormat =>
  webhookFormats.find((format) => format.id === id)!
