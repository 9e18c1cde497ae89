import { formatId } from '../../../contract/id.ts'
import type { ListedSetup, Setup } from '../../../contract/setup.ts'
import type { Warning } from '../../../contract/warning.ts'
import type { ListedSetupRow, PricedSetup } from '../../../db/store/setups.ts'
import { ownPriceOf } from '../../domain/billing/price.ts'
import { allAreas } from '../../domain/places/place.ts'
import { placeName } from '../../domain/places/schemes.ts'
import { billingView } from '../config/charges.ts'

/** A setup as the API shows it; `places` are codes, 0 is all areas. */
export function toSetup(priced: PricedSetup, places: readonly number[], currency: string): Setup {
  const { setup } = priced
  const isEverywhere = places.includes(allAreas)
  return {
    ...common(priced, isEverywhere, currency),
    allAreas: isEverywhere,
    places: isEverywhere ? [] : places.map(placeName),
    warnings: setup.active && places.length === 0 ? [noLocationsSet] : [],
  }
}

/** A setup in a list. */
export function toListedSetup({ allAreas, placeCount, ...priced }: ListedSetupRow, currency: string): ListedSetup {
  const { setup } = priced
  const isNowhere = allAreas === 0 && placeCount === 0
  return {
    ...common(priced, allAreas === 1, currency),
    allAreas: allAreas === 1,
    placeCount,
    warnings: setup.active && isNowhere ? [noLocationsSet] : [],
  }
}

const common = ({ setup, ...prices }: PricedSetup, isEverywhere: boolean, currency: string) => ({
  id: formatId('setup', setup.id),
  version: setup.version,
  partnerId: formatId('partner', setup.partnerId),
  leadTypeId: formatId('leadType', setup.leadTypeId),
  active: setup.active,
  price: setup.price === null ? null : { amount: setup.price, currency },
  effectivePrice: { amount: effectivePrice({ setup, ...prices }, isEverywhere), currency },
  priority: setup.priority,
  dailyLimit: setup.dailyLimit,
  monthlyLimit: setup.monthlyLimit,
  weight: setup.weight,
  filters: setup.filters,
  billing: billingView(setup.billing, currency),
  acceptMinutes: setup.acceptMinutes,
})

const effectivePrice = ({ setup, defaultPrice, nationalPrice }: PricedSetup, isEverywhere: boolean): number =>
  ownPriceOf({
    setup: { priceMinor: setup.price, allAreas: isEverywhere },
    leadType: { defaultPriceMinor: defaultPrice, nationalPriceMinor: nationalPrice },
  })

/** F38: none is saved like that any more; one that was before gets nothing. */
const noLocationsSet: Warning = {
  code: 'NO_LOCATIONS_SET',
  message: 'It gets no leads before it has places, or all areas.',
}
