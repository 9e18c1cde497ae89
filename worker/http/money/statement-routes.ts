import * as v from 'valibot'
import { numberedId } from '../../../contract/id.ts'
import { pageOf, pageQuery, toPage } from '../../../contract/page.ts'
import {
  monthSchema,
  statementDocumentSchema,
  statementLinkSchema,
  statementSummarySchema,
} from '../../../contract/statement.ts'
import { toIso } from '../../../contract/time.ts'
import { pageStart } from '../../operations/page-start.ts'
import { listStatements, readStatementOf, signStatement } from '../../operations/statements/read-statements.ts'
import { statementLink } from '../../operations/statements/statement-link.ts'
import { toSummary } from '../../operations/statements/statement-summary.ts'
import { type AnyRoute, route } from '../route.ts'

const params = { partnerId: numberedId('partner') }
const monthParams = { ...params, month: monthSchema }

const getStatements = route({
  method: 'GET',
  path: '/v1/partners/{partnerId}/statements',
  may: ['admin', 'partner'],
  tag: 'Money',
  summary: "List a partner's signed statements, newest first",
  description: 'One for each month, made when it is over, and never changed.',
  params,
  query: pageQuery,
  answer: { status: 200, body: pageOf(statementSummarySchema) },
  problems: ['NOT_FOUND'],
  async handle(ctx, { params: { partnerId }, query: { limit, cursor } }) {
    const before = cursor === undefined ? null : pageStart(cursor)
    const rows = await listStatements(ctx, { partnerId, before, limit })
    return toPage(rows, { limit, cursorOf: ({ month }) => month, toItem: toSummary })
  },
})

const postStatement = route({
  method: 'POST',
  path: '/v1/partners/{partnerId}/statements',
  may: ['admin', 'partner'],
  partnerAccess: 'read',
  tag: 'Money',
  summary: 'Sign the statement of a month',
  description:
    'Any month that is over, by the clocks of the partner. Months are signed by themselves soon after their end; this is for those that were not. One that is signed stays as it is.',
  params,
  body: v.strictObject({ month: monthSchema }),
  answer: { status: 201, body: statementSummarySchema },
  problems: ['NOT_FOUND', 'MONTH_NOT_OVER', 'VERSION_CONFLICT'],
  handle: (ctx, { params: { partnerId }, body: { month } }) => signStatement(ctx, { partnerId, month }),
})

const getDocument = route({
  method: 'GET',
  path: '/v1/partners/{partnerId}/statements/{month}',
  may: ['admin', 'partner'],
  tag: 'Money',
  summary: 'A signed statement, to keep and to check without us',
  description:
    'Opening balance, every line, closing balance; each line carries the hash of everything up to it, and the head is signed. Save the answer as a file: `scripts/verify-statement.mjs` checks it with nothing but Node and the public key from `/.well-known/baton-statement-keys.json`.',
  params: monthParams,
  answer: { status: 200, body: statementDocumentSchema },
  problems: ['NOT_FOUND'],
  handle: (ctx, { params: of }) => readStatementOf(ctx, of),
})

const postStatementLink = route({
  method: 'POST',
  path: '/v1/partners/{partnerId}/statements/{month}/link',
  may: ['admin', 'partner'],
  partnerAccess: 'read',
  changes: 'nothing',
  tag: 'Money',
  summary: 'The address of a signed statement as a page, to read and to print',
  description: 'It needs no key and ends after an hour.',
  params: monthParams,
  answer: { status: 200, body: statementLinkSchema },
  problems: ['NOT_FOUND'],
  async handle(ctx, { params: of, request }) {
    const { path, expiresAt } = await statementLink(ctx, of)
    return { url: `${new URL(request.url).origin}${path}`, expiresAt: toIso(expiresAt) }
  },
})

export const statementRoutes: readonly AnyRoute[] = [getStatements, postStatement, getDocument, postStatementLink]
