import { eligibilityQuery, type Report, reportSchema } from '../../../contract/report.ts'
import { explainEligibility } from '../../operations/eligibility/explain-eligibility.ts'
import { badCursor } from '../../operations/page-start.ts'
import { Problem } from '../../problem.ts'
import type { Cell } from '../csv.ts'
import { type AnyRoute, route } from '../route.ts'
import { failuresText } from './failures-text.ts'

const getEligibility = route({
  method: 'GET',
  path: '/v1/eligibility',
  may: ['admin'],
  tag: 'Leads',
  summary: 'Partner Eligibility Report',
  description:
    'Which partners could get a lead, and why the others could not: every criterion that they fail with the values compared, lead type, places and setup included. For a lead (`lead`), a lead type (`leadType`), a partner (`partner`), any two that fit together, or everybody for every lead type. Without a lead, what depends on one is left out. What keeps a lead from everybody stands in `lead.failures`. It is the same function that routing calls. With `at`: as it was then. A page may be shorter than `limit` where `eligible` or `code` let few through; go on while there is a `nextCursor`.',
  query: eligibilityQuery,
  answer: { status: 200, body: reportSchema },
  csv: {
    columns: [
      'Partner',
      'Partner name',
      'Lead type',
      'Lead type name',
      'Setup',
      'Eligible',
      'Price in minor units',
      'Outward code',
      'Places',
      'Covered by',
      'Failures',
      'Lead failures',
      'At',
    ],
    rows: csvRows,
  },
  problems: ['NOT_FOUND'],
  handle(ctx, { query: { limit, cursor, lead, leadType, partner, at, eligible, code } }) {
    if (lead !== undefined && leadType !== undefined)
      throw new Problem('INVALID_QUERY', {
        errors: [{ pointer: 'leadType', code: 'ONE_OF', message: 'Give either a lead or a lead type.' }],
      })
    return explainEligibility(ctx, {
      leadId: lead ?? null,
      leadTypeId: leadType ?? null,
      partnerId: partner ?? null,
      at: at ?? null,
      eligible: eligible ?? null,
      code: code ?? null,
      after: pairPosition(cursor),
      limit,
    })
  },
})

/** The price in minor units, as everywhere. */
function csvRows({ items, lead, at }: Report): Cell[][] {
  return items.map(({ partner, leadType, setup, eligible, priceMinor, location, failures }) => [
    partner.id,
    partner.name,
    leadType.id,
    leadType.name,
    setup,
    eligible,
    priceMinor,
    location.outward,
    location.allAreas ? 'all areas' : location.placeCount,
    location.coveredBy.join(' '),
    failuresText(failures),
    failuresText(lead?.failures ?? []),
    at,
  ])
}

function pairPosition(cursor: string | undefined): { partnerId: number; leadTypeId: number } {
  if (cursor === undefined) return { partnerId: 0, leadTypeId: 0 }
  const [partnerId, leadTypeId] = /^([0-9]{1,9})~([0-9]{1,9})$/.exec(cursor)?.slice(1).map(Number) ?? []
  if (partnerId === undefined || leadTypeId === undefined) throw badCursor()
  return { partnerId, leadTypeId }
}

export const eligibilityRoutes: readonly AnyRoute[] = [getEligibility]
