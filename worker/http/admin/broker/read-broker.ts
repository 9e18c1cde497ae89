import { brokerSchema } from '../../../../contract/broker.ts'
import { readBroker } from '../../../operations/broker/read-broker.ts'
import { route } from '../../route.ts'

export const readBrokerRoute = route({
  method: 'GET',
  path: '/v1/broker',
  may: ['admin'],
  tag: 'Broker',
  summary: 'Read the broker',
  answer: { status: 200, body: brokerSchema },
  handle: (ctx) => readBroker(ctx),
})
