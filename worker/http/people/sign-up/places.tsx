import type { Place, PlaceCountry } from '../../../../contract/place.ts'
import { listPlaces } from '../../../operations/places/list-places.ts'
import { ErrorText, Field } from '../field.tsx'
import type { Filled } from './filled.ts'

/** Where leads are wanted from (F38): everywhere, whole areas, or some of their districts. */
export const Places = ({
  filled,
  error,
  currency,
}: {
  filled: Filled
  error: string | undefined
  currency: string
}) => (
  <section class="part">
    <fieldset id="places" aria-describedby={error && 'places-error'} tabIndex={-1}>
      <legend>Where from?</legend>
      <ErrorText name="places" error={error} />
      <div class="choices">
        <label class="tick">
          <input type="radio" name="where" value="all" checked={filled.text('where') === 'all'} />
          <span>
            All areas <span class="help">– also leads whose place is not known</span>
          </span>
        </label>
        <label class="tick">
          <input type="radio" name="where" value="some" class="opens" checked={filled.text('where') === 'some'} />
          <span>Only some areas</span>
        </label>
      </div>
      <div class="opened">
        {countries.map(([country, title, money]) => (
          <Areas key={country} country={country} title={title} open={money === currency} filled={filled} />
        ))}
        <Field
          name="districts"
          label="Single districts"
          help="Instead of a whole area: its districts, such as NW1, NW3, SE10. Tick an area or name its districts, not both."
          value={filled.text('districts')}
          optional
          rows={2}
        />
      </div>
    </fieldset>
  </section>
)

/** A country's list is open from the start where the broker counts in its money. */
const countries: readonly [PlaceCountry, title: string, money: string][] = [
  ['GB', 'United Kingdom: postcode areas', 'GBP'],
  ['US', 'United States: states', 'USD'],
]

function Areas({
  country,
  title,
  open,
  filled,
}: {
  country: PlaceCountry
  title: string
  open: boolean
  filled: Filled
}) {
  const { items } = listPlaces({ country })
  const chosen = items.filter(({ place }) => filled.has('area', place)).length
  return (
    <details class="areas" open={open || chosen > 0}>
      <summary>
        {title}
        {chosen > 0 && ` (${chosen} chosen)`}
      </summary>
      <ul class="grid">
        {items.map((place) => (
          <li key={place.place}>
            <Area place={place} isChosen={filled.has('area', place.place)} />
          </li>
        ))}
      </ul>
    </details>
  )
}

const Area = ({ place: { place, name }, isChosen }: { place: Place; isChosen: boolean }) => (
  <label class="tick">
    <input type="checkbox" name="area" value={place} checked={isChosen} />
    <span>
      <code>{place}</code> {name}
    </span>
  </label>
)
