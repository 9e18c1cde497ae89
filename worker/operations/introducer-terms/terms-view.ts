import { formatId } from '../../../contract/id.ts'
import type { IntroducerTerms } from '../../../contract/introducer-terms.ts'
import { toIsoOrNull } from '../../../contract/time.ts'
import type { IntroducerTermsRow } from '../../../db/store/introducer-terms.ts'

/** Terms as the API shows them. */
export const toTerms = (row: IntroducerTermsRow, currency: string): IntroducerTerms => ({
  id: formatId('introducerTerms', row.id),
  version: row.version,
  partnerId: formatId('partner', row.partnerId),
  leadTypeId: row.leadTypeId === null ? null : formatId('leadType', row.leadTypeId),
  amount: { amount: row.amount, currency },
  shares: row.shares,
  archivedAt: toIsoOrNull(row.archivedAt),
})
