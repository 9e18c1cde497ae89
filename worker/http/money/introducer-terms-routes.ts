import { numberedId } from '../../../contract/id.ts'
import {
  introducerTermsChangesSchema,
  introducerTermsQuery,
  introducerTermsSchema,
  newIntroducerTermsSchema,
} from '../../../contract/introducer-terms.ts'
import { pageOf } from '../../../contract/page.ts'
import { archiveTerms } from '../../operations/introducer-terms/archive-terms.ts'
import { createTerms } from '../../operations/introducer-terms/create-terms.ts'
import { listTerms } from '../../operations/introducer-terms/list-terms.ts'
import { readTerms } from '../../operations/introducer-terms/read-terms.ts'
import { updateTerms } from '../../operations/introducer-terms/update-terms.ts'
import { type AnyRoute, route } from '../route.ts'

const params = { termsId: numberedId('introducerTerms') }

const createTermsRoute = route({
  method: 'POST',
  path: '/v1/introducer-terms',
  may: ['admin'],
  tag: 'Money',
  summary: 'Agree what an introducer is owed',
  description:
    'For each lead of a type, or of every type that has no terms of its own: an amount when its first buyer has accepted it, and shares of what its buyers are charged at a billing point. They count for leads that come in from now on, and are posted to `payable` on the introducer’s statement in the commit of what they are owed for.',
  body: newIntroducerTermsSchema,
  answer: { status: 201, body: introducerTermsSchema },
  problems: ['TERMS_EXIST', 'VERSION_CONFLICT'],
  handle: (ctx, { body }) => createTerms(ctx, body),
})

const listTermsRoute = route({
  method: 'GET',
  path: '/v1/introducer-terms',
  may: ['admin', 'partner'],
  tag: 'Money',
  summary: 'List what introducers are owed',
  description: 'An introducer sees its own terms.',
  query: introducerTermsQuery,
  answer: { status: 200, body: pageOf(introducerTermsSchema) },
  problems: ['NOT_FOUND'],
  handle: (ctx, { query }) => listTerms(ctx, query),
})

const readTermsRoute = route({
  method: 'GET',
  path: '/v1/introducer-terms/{termsId}',
  may: ['admin', 'partner'],
  tag: 'Money',
  summary: 'Read the terms of an introducer',
  params,
  answer: { status: 200, body: introducerTermsSchema },
  problems: ['NOT_FOUND'],
  handle: (ctx, { params: { termsId } }) => readTerms(ctx, termsId),
})

const updateTermsRoute = route({
  method: 'PATCH',
  path: '/v1/introducer-terms/{termsId}',
  may: ['admin'],
  tag: 'Money',
  summary: 'Change what an introducer is owed',
  description: 'For leads that come in from now on.',
  params,
  body: introducerTermsChangesSchema,
  answer: { status: 200, body: introducerTermsSchema },
  problems: ['NOT_FOUND', 'VERSION_CONFLICT', 'ARCHIVED'],
  handle: (ctx, { params: { termsId }, body }) => updateTerms(ctx, termsId, body),
})

const archiveTermsRoute = route({
  method: 'POST',
  path: '/v1/introducer-terms/{termsId}/archive',
  may: ['admin'],
  tag: 'Money',
  summary: 'End the terms of an introducer',
  description: 'For good. Leads that came in before keep what they came in with.',
  params,
  answer: { status: 200, body: introducerTermsSchema },
  problems: ['NOT_FOUND', 'VERSION_CONFLICT'],
  handle: (ctx, { params: { termsId } }) => archiveTerms(ctx, termsId),
})

export const introducerTermsRoutes: readonly AnyRoute[] = [
  createTermsRoute,
  listTermsRoute,
  readTermsRoute,
  updateTermsRoute,
  archiveTermsRoute,
]
