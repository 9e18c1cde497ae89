import { numberedId, topUpIdSchema } from '../../../contract/id.ts'
import { pageOf, pageQuery } from '../../../contract/page.ts'
import { toIso } from '../../../contract/time.ts'
import {
  fundsLinkSchema,
  newTopUpSchema,
  paypalSchema,
  paypalTrialSchema,
  receiptSchema,
  topUpSchema,
} from '../../../contract/top-up.ts'
import { requireOwn } from '../../operations/access/require-own.ts'
import { badCursor } from '../../operations/page-start.ts'
import { loadFunds } from '../../operations/top-ups/load-funds.ts'
import { startTrial } from '../../operations/top-ups/paypal-trial.ts'
import { readPayPal } from '../../operations/top-ups/read-paypal.ts'
import { listTopUps, loadTopUp, readTopUp } from '../../operations/top-ups/read-top-up.ts'
import { receiptOf } from '../../operations/top-ups/receipt.ts'
import { startTopUp } from '../../operations/top-ups/start-top-up.ts'
import { topUpLink } from '../../operations/top-ups/top-up-link.ts'
import { toTopUp } from '../../operations/top-ups/top-up-view.ts'
import { type AnyRoute, route } from '../route.ts'

const params = { partnerId: numberedId('partner') }
const topUpParams = { ...params, topUpId: topUpIdSchema }

const originOf = ({ url }: Request): string => new URL(url).origin

const postTopUp = route({
  method: 'POST',
  path: '/v1/partners/{partnerId}/top-ups',
  may: ['admin', 'partner'],
  tag: 'Money',
  summary: 'Begin a payment by PayPal',
  description:
    'The amount is what is paid, VAT included; what is credited is the rest. Send the payer to `pageUrl`: it goes on to PayPal and says afterwards what came of it. 404 while PayPal is switched off for the portal.',
  params,
  body: newTopUpSchema,
  answer: { status: 201, body: topUpSchema },
  problems: ['NOT_FOUND', 'NOT_A_BUYER', 'RATE_LIMITED', 'VERSION_CONFLICT'],
  handle(ctx, { params: { partnerId }, body: { amount }, request }) {
    requireOwn(ctx.actor, partnerId)
    return startTopUp(ctx, { partnerId, entry: 'portal', amount, origin: originOf(request) })
  },
})

const getTopUps = route({
  method: 'GET',
  path: '/v1/partners/{partnerId}/top-ups',
  may: ['admin', 'partner'],
  tag: 'Money',
  summary: "List a partner's payments by PayPal, newest first",
  params,
  query: pageQuery,
  answer: { status: 200, body: pageOf(topUpSchema) },
  problems: ['NOT_FOUND'],
  async handle(ctx, { params: { partnerId }, query: { limit, cursor } }) {
    if (cursor !== undefined && !/^top_[0-9a-f-]{36}$/.test(cursor)) throw badCursor()
    const rows = await listTopUps(ctx, { partnerId, before: cursor ?? null, limit })
    const shown = rows.slice(0, limit)
    const items = await Promise.all(shown.map((row) => toTopUp(ctx, row)))
    return { items, nextCursor: rows.length > limit ? shown.at(-1)!.id : null }
  },
})

const getTopUp = route({
  method: 'GET',
  path: '/v1/partners/{partnerId}/top-ups/{topUpId}',
  may: ['admin', 'partner'],
  tag: 'Money',
  summary: 'Read a payment by PayPal',
  params: topUpParams,
  answer: { status: 200, body: topUpSchema },
  problems: ['NOT_FOUND'],
  handle: (ctx, { params: ids }) => readTopUp(ctx, ids),
})

const getReceipt = route({
  method: 'GET',
  path: '/v1/partners/{partnerId}/top-ups/{topUpId}/receipt',
  may: ['admin', 'partner'],
  tag: 'Money',
  summary: 'The receipt of a payment',
  description: 'With net, VAT and total. The page of the payment (`pageUrl`, then `/receipt`) shows it to be printed.',
  params: topUpParams,
  answer: { status: 200, body: receiptSchema },
  problems: ['NOT_FOUND', 'NOT_PAID'],
  handle: async (ctx, { params: ids }) => receiptOf(ctx, await loadTopUp(ctx, ids)),
})

const postFundsLink = route({
  method: 'POST',
  path: '/v1/partners/{partnerId}/funds-link',
  may: ['admin', 'partner'],
  // It changes nothing itself; whoever opens it may pay in.
  partnerAccess: 'full',
  changes: 'nothing',
  tag: 'Money',
  summary: "The address of a partner's own page for paying in",
  description:
    'It needs no key and ends after two hours. Whoever has it sees the name and the balance of that partner and can pay in for it, and nothing else. 404 while PayPal is switched off for the portal.',
  params,
  answer: { status: 200, body: fundsLinkSchema },
  problems: ['NOT_FOUND', 'NOT_A_BUYER'],
  async handle(ctx, { params: { partnerId }, request }) {
    requireOwn(ctx.actor, partnerId)
    await loadFunds(ctx, { partnerId, entry: 'portal' })
    const { path, expiresAt } = await topUpLink(ctx, { partnerId, entry: 'portal' })
    return { url: `${originOf(request)}${path}`, expiresAt: toIso(expiresAt) }
  },
})

const getPayPal = route({
  method: 'GET',
  path: '/v1/paypal',
  may: ['admin'],
  tag: 'Money',
  summary: 'How payments by PayPal stand',
  description: 'What is configured and switched on, the terms as they apply now, and what the last trial found.',
  answer: { status: 200, body: paypalSchema },
  handle: (ctx, { request }) => readPayPal(ctx, { origin: originOf(request) }),
})

const postTrial = route({
  method: 'POST',
  path: '/v1/paypal/test',
  may: ['admin'],
  tag: 'Money',
  summary: "Try PayPal's settings",
  description:
    'Asks PayPal with the credentials of this deployment, and looks whether its webhook sends the events that are needed to the right address. A job asks; what it found is the `lastTrial` of this id at `GET /v1/paypal`, usually within a second.',
  answer: { status: 202, body: paypalTrialSchema },
  handle: (ctx, { request }) => startTrial(ctx, { origin: originOf(request) }),
})

export const topUpRoutes: readonly AnyRoute[] = [
  postTopUp,
  getTopUps,
  getTopUp,
  getReceipt,
  postFundsLink,
  getPayPal,
  postTrial,
]
