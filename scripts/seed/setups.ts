import type { ListedSetup } from '../../contract/setup.ts'
import type { DemoPartner } from '../../examples/demo/shape.ts'
import type { Api } from '../api.ts'
import { type Ids, idOf } from './lead-types.ts'

/** What each partner buys of each lead type, where it is missing. */
export async function seedSetups(
  api: Api,
  demoPartners: readonly DemoPartner[],
  { partners, leadTypes }: { partners: Ids; leadTypes: Ids },
): Promise<void> {
  const known = await api.all<ListedSetup>('/v1/setups')
  for (const { name, buysTypes = {} } of demoPartners)
    for (const [typeName, { places, ...settings }] of Object.entries(buysTypes)) {
      const pair = { partnerId: idOf(partners, name), leadTypeId: idOf(leadTypes, typeName) }
      if (known.some((each) => each.partnerId === pair.partnerId && each.leadTypeId === pair.leadTypeId)) continue
      await api.post('/v1/setups', {
        ...pair,
        ...settings,
        ...(places === undefined ? { allAreas: true } : { places }),
      })
    }
}
