import { formatId, runId } from '../../../contract/id.ts'
import type { Run } from '../../../contract/run.ts'
import { toIso, toIsoOrNull } from '../../../contract/time.ts'
import type { HistoryRecord } from '../../../db/store/leads.ts'
import type { RunRow } from '../../../db/store/runs.ts'
import { eventView } from '../leads/read-lead.ts'

/** A run as the API shows it; each step with what it did, which the lead's timeline has in its name. */
export function toRun(row: RunRow & { name: string }, timeline: readonly HistoryRecord[]): Run {
  const id = runId(row.leadId, row.n)
  return {
    id,
    version: row.version,
    automation: { id: formatId('automation', row.automationId), name: row.name },
    event: row.event,
    because: row.because,
    state: row.state,
    reason: row.reason,
    startedAt: toIso(row.startedAt),
    steps: row.steps.map(({ wait, action, state, due, endedAt, reason }, i) => ({
      wait,
      action,
      state: state === 'waiting' && row.state !== 'waiting' ? 'skipped' : state,
      dueAt: toIsoOrNull(due),
      endedAt: toIsoOrNull(endedAt),
      reason,
      did: timeline.filter((event) => event.actor === `${id}:${i + 1}` && event.id !== id).map(eventView),
    })),
  }
}
