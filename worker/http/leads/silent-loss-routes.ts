import * as v from 'valibot'
import { silentLossesSchema } from '../../../contract/silent-loss.ts'
import { findSilentLosses } from '../../operations/leads/find-silent-losses.ts'
import { type AnyRoute, route } from '../route.ts'

const getSilentLosses = route({
  method: 'GET',
  path: '/v1/silent-losses',
  may: ['admin'],
  tag: 'Leads',
  summary: 'Leads that were accepted and are on their way to nobody',
  description:
    'Every lead that was accepted is referred, held with a reason and a next look, waits for a person, or is closed with a reason. This list should always be empty. The same check runs every five minutes, sets what it finds on its way again and tells the broker.',
  query: {
    hours: v.optional(
      v.pipe(
        v.string(),
        v.regex(/^[1-9][0-9]{0,2}$/, 'Expected a number of hours, 1 to 168.'),
        v.transform(Number),
        v.maxValue(168, 'Expected at most 168 hours.'),
      ),
      '24',
    ),
  },
  answer: { status: 200, body: silentLossesSchema },
  handle: (ctx, { query: { hours } }) => findSilentLosses(ctx, { hours }),
})

export const silentLossRoutes: readonly AnyRoute[] = [getSilentLosses]
