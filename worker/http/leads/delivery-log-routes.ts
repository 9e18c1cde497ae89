import {
  deliveryLogQuery,
  type LoggedTry,
  loggedTrySchema,
  redeliveriesSchema,
  redeliverRangeSchema,
} from '../../../contract/delivery-log.ts'
import { pageOf } from '../../../contract/page.ts'
import { listDeliveries } from '../../operations/referrals/list-deliveries.ts'
import { readLogCursor } from '../../operations/referrals/log-cursor.ts'
import { redeliverRange } from '../../operations/referrals/redeliver-range.ts'
import type { Cell } from '../csv.ts'
import { type AnyRoute, route } from '../route.ts'

const getLog = route({
  method: 'GET',
  path: '/v1/deliveries',
  may: ['admin', 'partner'],
  tag: 'Deliveries',
  summary: 'The delivery log: every try at delivering a referral',
  description:
    "Newest referral first and of each the newest try first; with `since`, tries that were made more than a day after their lead come last. A partner sees its own. Requests and answers are kept for 30 days, without the partner's secrets. A page may be shorter than `limit` where the filter lets few through; go on while there is a `nextCursor`.",
  query: deliveryLogQuery,
  answer: { status: 200, body: pageOf(loggedTrySchema) },
  csv: {
    columns: [
      'At',
      'Referral',
      'Lead',
      'Partner',
      'Partner name',
      'Lead type',
      'Lead type name',
      'Attempt',
      'Outcome',
      'Because',
      'Via',
      'Remote id',
      'Took in ms',
      'Retry at',
    ],
    rows: ({ items }) => items.map(csvRow),
  },
  problems: ['NOT_FOUND'],
  handle: (ctx, { query: { limit, cursor, partner, leadType, outcome, since, until } }) =>
    listDeliveries(ctx, {
      filter: {
        partnerId: partner ?? null,
        leadTypeId: leadType ?? null,
        outcome: outcome ?? null,
        since: since ?? null,
        until: until ?? null,
      },
      cursor: readLogCursor(cursor),
      limit,
    }),
})

const csvRow = ({ partner, leadType, ...item }: LoggedTry): Cell[] => [
  item.at,
  item.referral,
  item.leadId,
  partner.id,
  partner.name,
  leadType.id,
  leadType.name,
  item.attempt,
  item.outcome,
  item.because,
  item.via,
  item.remoteId,
  item.tookMs,
  item.retryAt,
]

const postRedeliver = route({
  method: 'POST',
  path: '/v1/deliveries/redeliver',
  may: ['admin'],
  tag: 'Deliveries',
  summary: 'Deliver again what a partner was referred in a time',
  description:
    'After a fault at its end: oldest first, so many a minute, under the same references and without charging again. At most 100 referrals a request; go on with `nextCursor`. What is on its way already is left alone. Try it with `?dryRun=true` first: it says what would be sent, and when.',
  body: redeliverRangeSchema,
  answer: { status: 202, body: redeliveriesSchema },
  problems: ['NOT_FOUND', 'VERSION_CONFLICT'],
  handle: (ctx, { body }) => redeliverRange(ctx, body),
})

export const deliveryLogRoutes: readonly AnyRoute[] = [getLog, postRedeliver]
