import { type StatementHead, type StatementSummary, toMonthText } from '../../../contract/statement.ts'
import { toIso } from '../../../contract/time.ts'
import type { StatementRow } from '../../../db/store/statements.ts'

/** A signed statement in a list. */
export const toSummary = ({
  month,
  startsAt,
  endsAt,
  openingN,
  closingN,
  head,
  madeAt,
}: StatementRow): StatementSummary => ({
  month: toMonthText(month),
  from: toIso(startsAt),
  until: toIso(endsAt),
  lines: closingN - openingN,
  keyId: (JSON.parse(head) as StatementHead).keyId,
  madeAt: toIso(madeAt),
})
