import type { IntroducerTerms } from '../../contract/introducer-terms.ts'
import type { DemoTerms } from '../../examples/demo/shape.ts'
import type { Api } from '../api.ts'
import { type Ids, idOf } from './lead-types.ts'

/** What introducers are owed for their leads, where it is missing. */
export async function seedTerms(
  api: Api,
  terms: readonly DemoTerms[],
  { partners, leadTypes }: { partners: Ids; leadTypes: Ids },
): Promise<void> {
  const known = await api.all<IntroducerTerms>('/v1/introducer-terms')
  for (const { introducer, leadType, ...settings } of terms) {
    const partnerId = idOf(partners, introducer)
    const leadTypeId = leadType === undefined ? null : idOf(leadTypes, leadType)
    if (known.some((each) => each.partnerId === partnerId && each.leadTypeId === leadTypeId)) continue
    await api.post('/v1/introducer-terms', { partnerId, leadTypeId, ...settings })
  }
}
