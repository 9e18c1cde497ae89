import type { LeadReceipt } from '../../../contract/lead.ts'
import { toIso } from '../../../contract/time.ts'
import { type CaptureRow, selectCapture } from '../../../db/store/leads.ts'
import type { Ctx } from '../../context.ts'
import { Problem } from '../../problem.ts'
import { plainHash } from '../keyed-hash.ts'
import type { CaptureLead } from './capture-lead.ts'

/** What makes two submissions the same: who sent what, as it came, in whatever order. */
export const submissionHash = (
  ctx: Ctx,
  { leadTypeId, introducerId, fields, isTest, cost = null }: CaptureLead,
): Promise<string> =>
  plainHash(
    JSON.stringify([
      leadTypeId,
      keyIdOf(ctx),
      introducerId,
      inOrder(fields),
      ...(isTest === true ? ['test'] : []),
      ...(cost === null ? [] : [cost]),
    ]),
  )

/** The key that opened the door; null when there was none. */
export const keyIdOf = ({ actor }: Ctx): number | null => ('keyId' in actor ? actor.keyId : null)

const inOrder = (fields: unknown): unknown =>
  typeof fields === 'object' && fields !== null
    ? Object.entries(fields).sort(([one], [other]) => (one < other ? -1 : 1))
    : fields

/**
 * The answer that this id got when it was captured; null when there is no such lead. Problems: ID_TAKEN when the same id
 * came with something else, or from somebody else.
 */
export async function findReceipt(ctx: Ctx, id: string, hash: string): Promise<LeadReceipt | null> {
  const first = await selectCapture(ctx.db, id).first<CaptureRow>()
  if (first === null) return null
  if (first.submission_hash !== hash) throw new Problem('ID_TAKEN')
  const { received_at, location, closed_because, referrals } = first
  return { id, receivedAt: toIso(received_at), location, closedBecause: toldCause(ctx, closed_because), referrals }
}

/** Only the broker learns that a person asked nobody to contact them; others learn that the lead is not accepted. */
export const toldCause = ({ actor }: Ctx, because: string | null): string | null =>
  because === 'SUPPRESSED' && (actor.kind === 'partner' || actor.kind === 'form') ? 'NOT_ACCEPTED' : because
