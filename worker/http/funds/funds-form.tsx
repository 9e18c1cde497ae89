import { toDecimal } from '../../../contract/decimal.ts'
import { formatMoney } from '../../../contract/money.ts'
import { netOf, vatOf } from '../../domain/top-ups/vat.ts'
import type { Funds } from '../../operations/top-ups/load-funds.ts'
import { ErrorText, Summary } from '../people/field.tsx'

/** What stands in the form: an amount that is offered (minor units), or another one as it was typed. */
export interface FundsInput {
  chosen: string
  typed: string
}

/** The amounts to pay in, with the VAT in each, and the button to PayPal. Works without script. */
export function FundsForm({
  funds,
  input,
  id,
  error,
}: {
  funds: Funds
  input: FundsInput
  id: string
  error?: string
}) {
  const { terms, broker } = funds
  const say = (amount: number) => formatMoney({ amount, currency: broker.currency })
  const isTyped = !terms.suggestedMinor.some((amount) => String(amount) === input.chosen)
  return (
    <form method="post" class="plain">
      <Summary errors={error === undefined ? {} : { typed: error }} labels={{ typed: 'Amount' }} />
      <input type="hidden" name="id" value={id} />
      <fieldset>
        <legend>How much do you want to pay in?</legend>
        <ul class="offers">
          {terms.suggestedMinor.map((amount) => (
            <li key={amount}>
              <label class="offer">
                <input type="radio" name="amount" value={amount} checked={input.chosen === String(amount)} />
                <span class="name amount">{say(amount)}</span>
                <SplitOf funds={funds} amount={amount} />
              </label>
            </li>
          ))}
          <li>
            <label class="offer">
              <input type="radio" name="amount" value="other" class="opens" checked={isTyped} />
              <span class="name">Another amount</span>
              <span class="more amount">
                {say(terms.minimumMinor)} to {say(terms.maximumMinor)}
              </span>
            </label>
          </li>
        </ul>
        <div class="opened field">
          <label for="typed">Amount in {broker.currency}</label>
          <input
            id="typed"
            name="typed"
            inputmode="decimal"
            autocomplete="off"
            maxLength={16}
            value={input.typed}
            aria-invalid={error === undefined ? undefined : 'true'}
            aria-describedby={error === undefined ? 'typed-help' : 'typed-help typed-error'}
          />
          <span class="help" id="typed-help">
            Such as {toDecimal({ amount: terms.minimumMinor, currency: broker.currency })}
            {funds.vatBps === 0 ? '.' : `. ${rateOf(funds.vatBps)} VAT is in it.`}
          </span>
          <ErrorText name="typed" error={error} />
        </div>
      </fieldset>
      <button class="primary" type="submit">
        Continue to PayPal
      </button>
    </form>
  )
}

const rateOf = (bps: number): string => `${bps / 100} %`

/** What of an amount becomes credit, and what is VAT (D19). */
function SplitOf({ funds: { vatBps, broker }, amount }: { funds: Funds; amount: number }) {
  const say = (minor: number) => formatMoney({ amount: minor, currency: broker.currency })
  if (vatBps === 0) return <span class="more">All of it is credit. No VAT is added.</span>
  return (
    <span class="more amount">
      {say(netOf(amount, vatBps))} credit and {say(vatOf(amount, vatBps))} VAT ({rateOf(vatBps)})
    </span>
  )
}
