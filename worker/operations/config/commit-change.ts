import type { Ctx } from '../../context.ts'
import { commitOrThrow } from '../commit-or-throw.ts'
import { type ChangedFields, changedFields } from './changed-fields.ts'

interface ConfigChange<View> {
  /** As history names the thing: `ptn_12`. */
  id: string
  /** What happened, in history: `changed` unless told. */
  event?: string
  /** The thing as the API shows it, before and after; `after.version` is the next one. */
  before: View
  after: View
  /** What history keeps; the difference of the two views unless told. */
  changed?: ChangedFields
  /** What history keeps besides: by which channel it was changed. */
  note?: Record<string, unknown>
  /** The statements that make it so. */
  write: D1PreparedStatement[]
  /** Whoever is told of it in the same commit. */
  news?: News | undefined
}

interface News {
  write: D1PreparedStatement[]
  read: D1PreparedStatement[]
  start(rows: Record<string, unknown>[][]): void
}

/**
 * Commits a change of configuration and gives the thing as it is then. A change that changes nothing writes nothing:
 * no version, no history, no turn is woken.
 */
export async function commitChange<View extends { version: number }>(
  ctx: Ctx,
  {
    id,
    event = 'changed',
    before,
    after,
    changed = changedFields(before, after),
    note,
    write,
    news,
  }: ConfigChange<View>,
): Promise<View> {
  const isChange = Object.keys(changed).length > 0
  const answer = isChange ? after : before
  const rows = await commitOrThrow(ctx, {
    history: isChange ? [{ id, version: after.version, event, data: { changed, ...note } }] : [],
    write: isChange ? [...write, ...(news?.write ?? [])] : [],
    read: isChange ? (news?.read ?? []) : [],
    answer,
  })
  if (isChange) news?.start(rows)
  return answer
}
