import { numberedId } from '../../../contract/id.ts'
import {
  listedOwnSetupSchema,
  newOwnSetupSchema,
  offeredLeadTypeSchema,
  ownSetupChangesSchema,
  ownSetupQuery,
  ownSetupSchema,
} from '../../../contract/own-setup.ts'
import { pageOf, pageQuery } from '../../../contract/page.ts'
import { createOwnSetup } from '../../operations/self-service/create-own-setup.ts'
import { listOfferedTypes } from '../../operations/self-service/list-offered-types.ts'
import { listOwnSetups } from '../../operations/self-service/list-own-setups.ts'
import { readOwnSetup } from '../../operations/self-service/read-own-setup.ts'
import { updateOwnSetup } from '../../operations/self-service/update-own-setup.ts'
import { type AnyRoute, route } from '../route.ts'

const common = { may: ['partner'], tag: 'Self-service' } as const

const params = { setupId: numberedId('setup') }

const listTypesRoute = route({
  ...common,
  method: 'GET',
  path: '/v1/me/lead-types',
  summary: 'List the lead types on offer',
  description:
    'Those that a buyer may choose itself, with what a lead costs without VAT, and those that it has already. `open` says whether it may choose and change them here.',
  query: pageQuery,
  answer: { status: 200, body: pageOf(offeredLeadTypeSchema) },
  handle: (ctx, { query }) => listOfferedTypes(ctx, query),
})

const listRoute = route({
  ...common,
  method: 'GET',
  path: '/v1/me/setups',
  summary: 'List own setups',
  description: 'What it buys of each lead type, with how many places; read one to see which.',
  query: ownSetupQuery,
  answer: { status: 200, body: pageOf(listedOwnSetupSchema) },
  handle: (ctx, { query }) => listOwnSetups(ctx, query),
})

const createRoute = route({
  ...common,
  method: 'POST',
  path: '/v1/me/setups',
  summary: 'Choose a lead type',
  description:
    'At the price that the lead type has. Where the broker lets buyers choose (the preference `buyersChangeSettings` and the lead type’s `selfService`), also while the partner is pending. Without places it can only be saved switched off (`active: false`).',
  body: newOwnSetupSchema,
  answer: { status: 201, body: ownSetupSchema },
  problems: ['SELF_SERVICE_DISABLED', 'SETUP_EXISTS'],
  handle: (ctx, { body }) => createOwnSetup(ctx, body),
})

const readRoute = route({
  ...common,
  method: 'GET',
  path: '/v1/me/setups/{setupId}',
  summary: 'Read an own setup',
  params,
  answer: { status: 200, body: ownSetupSchema },
  problems: ['NOT_FOUND'],
  handle: (ctx, { params: { setupId } }) => readOwnSetup(ctx, setupId),
})

const updateRoute = route({
  ...common,
  method: 'PATCH',
  path: '/v1/me/setups/{setupId}',
  summary: 'Change an own setup',
  description:
    'Places, filters, limits, or whether it is switched on; `places` replaces the list as a whole. Where the broker does not let buyers do so, it stays as it is.',
  params,
  body: ownSetupChangesSchema,
  answer: { status: 200, body: ownSetupSchema },
  problems: ['NOT_FOUND', 'SELF_SERVICE_DISABLED', 'VERSION_CONFLICT'],
  handle: (ctx, { params: { setupId }, body }) => updateOwnSetup(ctx, setupId, body),
})

export const ownSetupRoutes: readonly AnyRoute[] = [listTypesRoute, listRoute, createRoute, readRoute, updateRoute]
