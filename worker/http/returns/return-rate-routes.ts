import { numberedId } from '../../../contract/id.ts'
import { type Page, pageOf, pageQuery, toPage } from '../../../contract/page.ts'
import { type ReturnRate, returnRateSchema } from '../../../contract/return.ts'
import { pageStart } from '../../operations/page-start.ts'
import { listReturnRates, rateView, readReturnRate } from '../../operations/returns/return-rates.ts'
import type { Cell } from '../csv.ts'
import { type AnyRoute, route } from '../route.ts'

const getRate = route({
  method: 'GET',
  path: '/v1/partners/{partnerId}/return-rate',
  may: ['admin', 'partner'],
  tag: 'Returns',
  summary: 'How much of what a partner had comes back',
  description:
    'In the last 30 days: what it asked to return and was not rejected or cleared, of what it was delivered. Return policies look at this rate.',
  params: { partnerId: numberedId('partner') },
  answer: { status: 200, body: returnRateSchema },
  problems: ['NOT_FOUND'],
  handle: (ctx, { params: { partnerId } }) => readReturnRate(ctx, partnerId),
})

const getRates = route({
  method: 'GET',
  path: '/v1/return-rates',
  may: ['admin'],
  tag: 'Returns',
  summary: "Every partner's return rate",
  query: pageQuery,
  answer: { status: 200, body: pageOf(returnRateSchema) },
  csv: {
    columns: [
      'Partner',
      'Partner name',
      'Since',
      'Delivered',
      'Returned',
      'Open',
      'Approved',
      'Rejected',
      'Rate in hundredths of a percent',
    ],
    rows: csvRows,
  },
  async handle(ctx, { query: { limit, cursor } }) {
    const { rows, since } = await listReturnRates(ctx, { after: pageStart(cursor), limit })
    return toPage(rows, { limit, cursorOf: ({ id }) => id, toItem: (row) => rateView(row, since) })
  },
})

function csvRows({ items }: Page<ReturnRate>): Cell[][] {
  return items.map(({ partner, since, delivered, returned, requested, approved, rejected, rateBps }) => [
    partner.id,
    partner.name,
    since,
    delivered,
    returned,
    requested,
    approved,
    rejected,
    rateBps,
  ])
}

export const returnRateRoutes: readonly AnyRoute[] = [getRate, getRates]
