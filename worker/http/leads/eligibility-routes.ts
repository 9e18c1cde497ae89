import * as v from 'valibot'
import { failureSchema } from '../../../contract/eligibility.ts'
import { formatId, leadIdSchema, numberedId } from '../../../contract/id.ts'
import { pageOf, pageQuery, toPage } from '../../../contract/page.ts'
import { explainEligibility } from '../../operations/leads/explain-eligibility.ts'
import { pageStart } from '../../operations/page-start.ts'
import { Problem } from '../../problem.ts'
import { type AnyRoute, route } from '../route.ts'

const lineSchema = v.strictObject({
  partner: v.strictObject({ id: v.string(), name: v.string() }),
  setup: v.nullable(v.string()),
  eligible: v.boolean(),
  priceMinor: v.number(),
  failures: v.array(failureSchema),
})

const getEligibility = route({
  method: 'GET',
  path: '/v1/eligibility',
  may: ['admin'],
  tag: 'Leads',
  summary: 'Partner Eligibility Report',
  description:
    'For a lead (`lead`): every partner, eligible or with all the criteria that it fails and the values compared. For a lead type (`leadType`): the same without what depends on a lead. It is the same function that routing calls.',
  query: {
    ...pageQuery,
    lead: v.optional(leadIdSchema),
    leadType: v.optional(numberedId('leadType')),
    partner: v.optional(numberedId('partner')),
  },
  answer: { status: 200, body: pageOf(lineSchema) },
  problems: ['NOT_FOUND'],
  async handle(ctx, { query: { limit, cursor, lead, leadType, partner } }) {
    if ((lead === undefined) === (leadType === undefined))
      throw new Problem('INVALID_QUERY', {
        errors: [{ pointer: 'lead', code: 'ONE_OF', message: 'Give either a lead or a lead type.' }],
      })
    const about = lead !== undefined ? { leadId: lead } : { leadTypeId: leadType! }
    const report = await explainEligibility(ctx, about, {
      after: pageStart(cursor),
      limit,
      partnerId: partner ?? null,
    })
    return toPage(report.lines, {
      limit,
      cursorOf: ({ partnerId }) => partnerId,
      toItem: ({ partnerId, partnerName, setupId, failures, priceMinor }) => ({
        partner: { id: formatId('partner', partnerId), name: partnerName },
        setup: setupId === null ? null : formatId('setup', setupId),
        eligible: failures.length === 0,
        priceMinor,
        failures: [...failures],
      }),
    })
  },
})

export const eligibilityRoutes: readonly AnyRoute[] = [getEligibility]
