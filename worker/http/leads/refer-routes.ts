import { leadIdSchema } from '../../../contract/id.ts'
import { candidatesQuery, candidatesSchema, referredSchema, referSchema } from '../../../contract/refer.ts'
import { type CandidatesPosition, listCandidates } from '../../operations/leads/list-candidates.ts'
import { referLead } from '../../operations/leads/refer-lead.ts'
import { badCursor } from '../../operations/page-start.ts'
import { candidateView } from '../../operations/referring/candidate-view.ts'
import { type AnyRoute, route } from '../route.ts'

const params = { leadId: leadIdSchema }

const getCandidates = route({
  method: 'GET',
  path: '/v1/leads/{leadId}/candidates',
  may: ['admin'],
  tag: 'Leads',
  summary: 'Whom a lead can be referred to',
  description:
    'Every partner: first those that can take the lead now, with price, remaining credit and caps; then the others, with all that they fail, what to do about it and what may be overridden. One page looks at 2,000 partners at most, so that it may come short of `limit`: only `nextCursor` says whether there is more.',
  params,
  query: candidatesQuery,
  answer: { status: 200, body: candidatesSchema },
  problems: ['NOT_FOUND'],
  async handle(ctx, { params: { leadId }, query: { limit, cursor, method } }) {
    const from = positionOf(cursor)
    const { candidates, next, leadFailures, currency } = await listCandidates(ctx, { leadId, method, from, limit })
    return {
      items: candidates.map((candidate) => candidateView(candidate, currency)),
      nextCursor: next && `${next.part}~${next.after}`,
      leadFailures,
    }
  },
})

function positionOf(cursor: string | undefined): CandidatesPosition {
  if (cursor === undefined) return { part: 'eligible', after: 0 }
  const [, part, after] = /^(eligible|others)~([0-9]{1,9})$/.exec(cursor) ?? []
  if (part === undefined) throw badCursor()
  return { part: part as CandidatesPosition['part'], after: Number(after) }
}

const postRefer = route({
  method: 'POST',
  path: '/v1/leads/{leadId}/refer',
  may: ['admin'],
  tag: 'Leads',
  summary: 'Refer a lead by hand',
  description:
    'To the partner that is named, or to whoever is next in the queue. It must pass the same criteria as in routing; the answer names every one that it fails. Some may be overridden, with a reason: the list of candidates says which. For a telephone transfer the answer has the number to dial, and the lead is charged at once.',
  params,
  body: referSchema,
  answer: { status: 201, body: referredSchema },
  problems: [
    'NOT_FOUND',
    'LEAD_CLOSED',
    'LEAD_TEST',
    'SCOPE_REACHED',
    'APPOINTMENT_REQUIRED',
    'APPOINTMENT_IN_PAST',
    'NOT_ELIGIBLE',
    'VERSION_CONFLICT',
    'TRY_AGAIN',
  ],
  handle: (ctx, { params: { leadId }, body }) => referLead(ctx, { leadId, ...body }),
})

export const referRoutes: readonly AnyRoute[] = [getCandidates, postRefer]
