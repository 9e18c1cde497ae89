import { newSimulationSchema, simulationSchema } from '../../../contract/simulation.ts'
import { runSimulation } from '../../operations/simulations/run-simulation.ts'
import { type AnyRoute, route } from '../route.ts'

const postSimulation = route({
  method: 'POST',
  path: '/v1/simulations',
  changes: 'nothing',
  may: ['admin'],
  tag: 'Leads',
  summary: 'Try settings on leads that came',
  description:
    'Routes the last leads (`last`, up to 10,000) or those of a window (`from`, `until`) once more, under the present settings and under the proposed ones, and says per partner what it gains and loses, and why leads are left unserved. Proposed changes have the shapes in which they would be sent, and are refused for the same reasons. Nothing is written.',
  body: newSimulationSchema,
  bodyLimit: 1024 * 1024,
  answer: { status: 200, body: simulationSchema },
  problems: ['INVALID_BODY'],
  handle: (ctx, { body }) => runSimulation(ctx, body),
})

export const simulationRoutes: readonly AnyRoute[] = [postSimulation]
