import { checkLead } from '../../../contract/fields/lead-schema.ts'
import { leadIdTime, toLeadId } from '../../../contract/id.ts'
import { dayMs, minuteMs } from '../../../contract/time.ts'
import type { Ctx } from '../../context.ts'
import { placesInAnswers } from '../../domain/places/places-in-answers.ts'
import { Problem } from '../../problem.ts'
import { currencyProblems } from '../config/checks.ts'
import { type PersonKey, personKeys } from '../people/person-keys.ts'
import type { RouteRequest } from '../routing/plan-route.ts'
import type { CaptureLead } from './capture-lead.ts'
import { isConsented } from './consented.ts'
import { loadLeadType } from './load-lead-type.ts'
import type { Introduced } from './owed-for-lead.ts'
import { whyNotIntroduce } from './why-not-introduce.ts'

/** A submission that its lead type accepts, ready to be routed. */
export interface ReadSubmission {
  request: CaptureLead
  route: RouteRequest & { keys: readonly PersonKey[]; introduced: Introduced }
  values: Record<string, unknown>
  quality: string | null
}

/**
 * Reads a submission with its lead type's own fields. Everything that is wrong with it is said at once: INVALID_BODY
 * with a pointer per field, CAPTURE_DISABLED, GROUP_NOT_ALLOWED. `leadId` is what a first reading made or checked.
 */
export async function readSubmission(
  ctx: Ctx,
  request: CaptureLead,
  { fresh = false, leadId }: { fresh?: boolean; leadId?: string },
): Promise<ReadSubmission> {
  const leadType = await loadLeadType(ctx, request.leadTypeId, { fresh })
  // Nobody is refused from memory: what looks wrong is read once more with the lead type as it is now.
  const readAfresh = () => readSubmission(ctx, request, { fresh: true, ...(leadId === undefined ? {} : { leadId }) })
  if (leadType === null) throw wrong('/leadTypeId', 'NOT_FOUND', 'There is no such lead type.')
  if (leadType.archived && !fresh) return readAfresh()
  if (leadType.archived) throw wrong('/leadTypeId', 'ARCHIVED', 'This lead type takes no leads any more.')
  const wrongMoney = currencyProblems('/cost', request.cost, leadType.currency)
  if (wrongMoney.length > 0) throw new Problem('INVALID_BODY', { errors: wrongMoney })
  const refusal = whyNotIntroduce(ctx.actor, leadType)
  if (refusal !== null && !fresh) return readAfresh()
  if (refusal !== null) throw new Problem(refusal)
  const checked = checkLead(leadType.fields, request.fields)
  if (!checked.ok && !fresh) return readAfresh()
  if (!checked.ok) throw new Problem('INVALID_BODY', { errors: checked.errors })
  const { fields } = leadType
  const { values } = checked
  const { codes, outward, quality } = placesInAnswers(fields, values)
  const keys = await personKeys(ctx.env.TENANT_SECRET, { fields, values })
  return {
    request,
    values,
    quality,
    route: {
      leadId: leadId ?? checkedId(ctx, request.id ?? null),
      leadType,
      introducerId: request.introducerId,
      places: codes,
      outward,
      fields,
      values,
      consented: isConsented(fields, values),
      costMinor: request.cost?.amount ?? 0,
      referredTo: [],
      ownReferrals: [],
      reached: new Map(),
      suppressed: new Set(),
      keys,
      introduced: {
        introducerId: request.introducerId,
        leadTypeId: leadType.id,
        costMinor: request.cost?.amount ?? null,
      },
      personKeys: keys.map(({ key }) => key),
      wanted: leadType.scope,
    },
  }
}

/** Ids sort by time, so a client's clock may not be far ahead of ours; far behind it may be (sent when back on line). */
function checkedId(ctx: Ctx, id: string | null): string {
  if (id === null) return toLeadId(ctx.newId())
  const madeAt = leadIdTime(id)
  if (madeAt > ctx.now + 10 * minuteMs || madeAt < ctx.now - 180 * dayMs)
    throw wrong('/id', 'ID_TIME', 'The time in this id is not near the present. Check the clock that made it.')
  return id
}

const wrong = (pointer: string, code: string, message: string): Problem =>
  new Problem('INVALID_BODY', { errors: [{ pointer, code, message }] })
