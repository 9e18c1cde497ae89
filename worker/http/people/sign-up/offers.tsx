import { formatId } from '../../../../contract/id.ts'
import { formatMoney } from '../../../../contract/money.ts'
import type { SignUpOffer } from '../../../operations/sign-up/sign-up-offer.ts'
import { ErrorText } from '../field.tsx'
import type { Filled } from './filled.ts'

type Offered = SignUpOffer['leadTypes'][number]

/** The lead types on offer, each with what it is and what it costs (F20, F39, F40). */
export const Offers = ({
  filled,
  error,
  offer: { leadTypes, broker },
}: {
  filled: Filled
  error: string | undefined
  offer: SignUpOffer
}) => (
  <section class="part">
    <fieldset id="leadTypeIds" aria-describedby={error && 'leadTypeIds-error'} tabIndex={-1}>
      <legend>What leads do you want?</legend>
      <ErrorText name="leadTypeIds" error={error} />
      {leadTypes.length === 0 && <p class="notice">There is nothing on offer at present. Please come back later.</p>}
      <ul class="offers">
        {leadTypes.map((type) => (
          <li key={type.id}>
            <Offer type={type} currency={broker.currency} filled={filled} />
          </li>
        ))}
      </ul>
      <p class="help">Prices are per lead, without VAT. You pay from your balance, and only for leads that you get.</p>
    </fieldset>
  </section>
)

function Offer({ type, currency, filled }: { type: Offered; currency: string; filled: Filled }) {
  const id = formatId('leadType', type.id)
  const always = [nationalNote(type, currency), pointNotes[type.billingPoint]]
  const notes = [...always, ...type.charges.map((charge) => chargeNote(charge, currency))].filter((note) => note !== '')
  return (
    <label class="offer">
      <input type="checkbox" name="type" value={id} checked={filled.has('type', id)} />
      <span class="name">
        <span>{type.name}</span>
        <span>{priceText(type.defaultPrice, currency)}</span>
      </span>
      {type.description !== '' && <span class="more">{type.description}</span>}
      {notes.length > 0 && <span class="more">{notes.join(' ')}</span>}
    </label>
  )
}

const priceText = (amount: number, currency: string): string =>
  amount === 0 ? 'Free' : formatMoney({ amount, currency })

const nationalNote = ({ nationalPrice, defaultPrice }: Offered, currency: string): string =>
  nationalPrice === null || nationalPrice === defaultPrice
    ? ''
    : `${priceText(nationalPrice, currency)} if you take all areas.`

const pointNotes: Record<Offered['billingPoint'], string> = {
  accepted: '',
  qualified: 'Charged once the lead is qualified.',
  converted: 'Charged once the lead has become a customer.',
}

/** What is charged beside the price (F39). A share of what the lead cost us is not told: it differs with every lead. */
const chargeNote = ({ point, amountMinor, costBps }: Offered['charges'][number], currency: string): string => {
  const fixed = amountMinor === 0 ? [] : [priceText(amountMinor, currency)]
  const varying = costBps === 0 ? [] : ['an amount that differs with every lead']
  return `Also ${[...fixed, ...varying].join(' and ')}, ${chargedWhen[point]}.`
}

const chargedWhen: Record<Offered['billingPoint'], string> = {
  accepted: 'with the lead',
  qualified: 'once the lead is qualified',
  converted: 'once the lead has become a customer',
}
