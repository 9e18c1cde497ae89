import { deliveryPreviewSchema, previewedDeliverySchema } from '../../../contract/delivery-preview.ts'
import { deliveryTestIdSchema, deliveryTestSchema, newDeliveryTestSchema } from '../../../contract/delivery-test.ts'
import { numberedId } from '../../../contract/id.ts'
import { previewDelivery } from '../../operations/deliveries/preview-delivery.ts'
import { readTest } from '../../operations/deliveries/read-test.ts'
import { startTest } from '../../operations/deliveries/start-test.ts'
import { type AnyRoute, route } from '../route.ts'

const previewDeliveryRoute = route({
  method: 'POST',
  path: '/v1/partners/{partnerId}/delivery/preview',
  changes: 'nothing',
  may: ['admin', 'partner'],
  tag: 'Partners',
  summary: 'Show what a partner would be sent',
  description:
    'To the byte, secrets hidden: for a made-up lead or a real one, by the saved settings or by those in `delivery`, which are checked as if they were saved. Nothing is sent.',
  params: { partnerId: numberedId('partner') },
  body: deliveryPreviewSchema,
  bodyLimit: 256 * 1024,
  answer: { status: 200, body: previewedDeliverySchema },
  problems: ['NOT_FOUND'],
  handle: (ctx, { params, body }) => previewDelivery(ctx, params.partnerId, body),
})

const startTestRoute = route({
  method: 'POST',
  path: '/v1/partners/{partnerId}/delivery/test',
  may: ['admin', 'partner'],
  tag: 'Partners',
  summary: 'Send a partner a test lead',
  description:
    'A made-up lead under a reference of its own, marked as a test (`X-Baton-Test: true`), by each way that the partner has. Nothing is charged and nothing counts. What came of it: `GET /v1/delivery-tests/{testId}`.',
  params: { partnerId: numberedId('partner') },
  body: newDeliveryTestSchema,
  answer: { status: 202, body: deliveryTestSchema },
  problems: ['NOT_FOUND', 'NO_DELIVERY', 'RATE_LIMITED'],
  handle: (ctx, { params, body }) => startTest(ctx, params.partnerId, body),
})

const readTestRoute = route({
  method: 'GET',
  path: '/v1/delivery-tests/{testId}',
  may: ['admin', 'partner'],
  tag: 'Partners',
  summary: 'Read what came of a test lead',
  params: { testId: deliveryTestIdSchema },
  answer: { status: 200, body: deliveryTestSchema },
  problems: ['NOT_FOUND'],
  handle: (ctx, { params }) => readTest(ctx, params.testId),
})

export const deliveryRoutes: readonly AnyRoute[] = [previewDeliveryRoute, startTestRoute, readTestRoute]
