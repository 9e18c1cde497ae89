import type { AutomationEvent } from '../../../contract/automation.ts'
import type { Ctx } from '../../context.ts'
import { type Announced, type Announcement, announce } from './announce.ts'

/** Several events of one commit. `start` takes all rows of the commit's reads; these come first. */
export function announceAll(
  ctx: Ctx,
  about: Omit<Announcement, 'event'>,
  events: readonly AutomationEvent[],
): Announced {
  const announced = events.map((event) => announce(ctx, { ...about, event }))
  return {
    write: announced.flatMap(({ write }) => write),
    read: announced.flatMap(({ read }) => read),
    start(rows) {
      let next = 0
      for (const { read, start } of announced) {
        start(rows.slice(next, next + read.length))
        next += read.length
      }
    },
  }
}
