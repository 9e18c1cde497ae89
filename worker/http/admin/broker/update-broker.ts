import { brokerChangesSchema, brokerSchema } from '../../../../contract/broker.ts'
import { updateBroker } from '../../../operations/broker/update-broker.ts'
import { route } from '../../route.ts'

export const updateBrokerRoute = route({
  method: 'PATCH',
  path: '/v1/broker',
  may: ['admin'],
  tag: 'Broker',
  summary: 'Change the broker',
  description: 'The currency is fixed as soon as money has moved.',
  body: brokerChangesSchema,
  answer: { status: 200, body: brokerSchema },
  problems: ['VERSION_CONFLICT'],
  handle: (ctx, { body }) => updateBroker(ctx, body),
})
