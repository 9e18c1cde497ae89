import { formatId } from '../../../contract/id.ts'
import { toIso, toIsoOrNull } from '../../../contract/time.ts'
import type { Webhook } from '../../../contract/webhook.ts'
import type { WebhookMessage } from '../../../contract/webhook-message.ts'
import type { MessageRow } from '../../../db/store/webhook-messages.ts'
import type { WebhookRow } from '../../../db/store/webhooks.ts'
import { untilChange } from '../../domain/eligibility/criterion.ts'

/** A webhook as the API shows it: never its secret. */
export const toWebhook = (row: WebhookRow): Webhook => ({
  id: formatId('webhook', row.id),
  version: row.version,
  partnerId: row.partnerId === null ? null : formatId('partner', row.partnerId),
  name: row.name,
  url: row.url,
  format: row.format,
  types: row.types,
  personData: row.personData,
  active: row.active,
  disabledBecause: row.disabledBecause,
  oldSecretUntil: toIsoOrNull(row.oldUntil),
  health: {
    failures: row.failures,
    failingSince: toIsoOrNull(row.failingSince),
    pausedUntil: row.pausedUntil === 0 || row.pausedUntil >= untilChange ? null : toIso(row.pausedUntil),
  },
  createdAt: toIso(row.createdAt),
  archivedAt: toIsoOrNull(row.archivedAt),
})

/** A message as its log lists it. */
export const toMessage = ({ id, type, at, state, attempts, lastStatus, lastAt }: MessageRow): WebhookMessage => ({
  id,
  type,
  at: toIso(at),
  state,
  attempts,
  lastStatus,
  lastAt: toIsoOrNull(lastAt),
})
