import type { Try } from '../../../contract/lead.ts'
import { toIso, toIsoOrNull } from '../../../contract/time.ts'
import type { DeliveryRecord } from '../../../db/store/deliveries.ts'

/** One try as the API shows it, with its raw request and answer while they are kept: never with a partner's secrets. */
export function tryView({ version, at, data, raw }: Pick<DeliveryRecord, 'version' | 'at' | 'data' | 'raw'>): Try {
  const { attempt, outcome, because, via, remoteId, price, tookMs, retryAt } = JSON.parse(data)
  const { request = null, answer = null, reason = null } = raw === null ? {} : JSON.parse(raw)
  return {
    version,
    at: toIso(at),
    attempt,
    outcome,
    because,
    via,
    remoteId,
    statedPrice: price === undefined ? null : { amount: price.amountMinor, currency: price.currency },
    tookMs,
    retryAt: toIsoOrNull(retryAt),
    reason,
    request,
    answer,
  }
}
