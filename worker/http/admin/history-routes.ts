import { changeSchema, historyQuery } from '../../../contract/history.ts'
import { pageOf } from '../../../contract/page.ts'
import { listHistory } from '../../operations/history/list-history.ts'
import { type AnyRoute, route } from '../route.ts'

const getHistory = route({
  method: 'GET',
  path: '/v1/history',
  may: ['admin'],
  tag: 'History',
  summary: 'Read what happened, newest first',
  description:
    'Every change that Baton keeps: of what, to what, by whom, when. With `thing`, all of that one thing: a partner, a lead, a referral, `broker`, `preferences`. By `actor` or by time it leaves out what happens with every lead by itself, which would bury the rest: that a lead was captured, and what jobs did to leads and referrals. Ask for the lead to see those. A change of settings is `{ "changed": { "key": [old, new] } }`.',
  query: historyQuery,
  answer: { status: 200, body: pageOf(changeSchema) },
  handle: (ctx, { query }) => listHistory(ctx, query),
})

export const historyRoutes: readonly AnyRoute[] = [getHistory]
