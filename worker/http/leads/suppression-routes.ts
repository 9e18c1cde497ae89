import {
  newSuppressionsSchema,
  suppressionCheckSchema,
  suppressionRemovalSchema,
  suppressionsAddedSchema,
  suppressionsCheckedSchema,
  suppressionsRemovedSchema,
} from '../../../contract/suppression.ts'
import { addSuppressions } from '../../operations/suppressions/add-suppressions.ts'
import { checkSuppressions } from '../../operations/suppressions/check-suppressions.ts'
import { removeSuppressions } from '../../operations/suppressions/remove-suppressions.ts'
import { type AnyRoute, route } from '../route.ts'

const tag = 'Suppression'

/** 5,000 contacts, and room for names beside the addresses. */
const bodyLimit = 1024 * 1024

const addRoute = route({
  method: 'POST',
  path: '/v1/suppressions',
  may: ['admin', 'partner'],
  tag,
  summary: 'Keep people from being contacted',
  description:
    'Up to 5,000 people who asked not to be contacted, by e-mail address or telephone number in any spelling. Their leads are referred to nobody, or not to the one partner that is named; a partner’s key fills its own list. Only keyed hashes are kept, for good. It can be repeated safely.',
  body: newSuppressionsSchema,
  bodyLimit,
  answer: { status: 200, body: suppressionsAddedSchema },
  problems: ['NOT_FOUND'],
  handle: (ctx, { body }) => addSuppressions(ctx, body),
})

const checkRoute = route({
  method: 'POST',
  path: '/v1/suppressions/check',
  changes: 'nothing',
  may: ['admin', 'partner'],
  tag,
  summary: 'Ask whether people may be contacted',
  description:
    'Says of each on which list they stand: everybody’s, or that of the partner that is named. A partner’s key is told about its own list only. Nothing is written, and nothing of it is kept.',
  body: suppressionCheckSchema,
  bodyLimit,
  answer: { status: 200, body: suppressionsCheckedSchema },
  problems: ['NOT_FOUND'],
  handle: (ctx, { body }) => checkSuppressions(ctx, body),
})

const removeRoute = route({
  method: 'POST',
  path: '/v1/suppressions/remove',
  may: ['admin'],
  tag,
  summary: 'Let people be contacted again',
  description:
    'For a mistake, or somebody who changed their mind. The reason is kept for good, so it must not name the person. A POST, since whom it is about belongs in no address.',
  body: suppressionRemovalSchema,
  answer: { status: 200, body: suppressionsRemovedSchema },
  handle: (ctx, { body }) => removeSuppressions(ctx, body),
})

export const suppressionRoutes: readonly AnyRoute[] = [addRoute, checkRoute, removeRoute]
