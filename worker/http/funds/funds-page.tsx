import { formatMoney } from '../../../contract/money.ts'
import type { TopUpEntry } from '../../../contract/top-up.ts'
import type { Ctx } from '../../context.ts'
import type { Funds } from '../../operations/top-ups/load-funds.ts'
import { peoplePage } from '../people/people-page.tsx'
import css from './funds.css'
import { FundsForm, type FundsInput } from './funds-form.tsx'

/** A partner's page for paying in: its balance, what it may pay in, and the way to PayPal. */
export function fundsPage(
  ctx: Pick<Ctx, 'newId'>,
  { funds, entry, input, error }: { funds: Funds; entry: TopUpEntry; input?: FundsInput; error?: string },
): Promise<Response> {
  const { broker, partner, terms, balanceMinor } = funds
  const isLastStep = entry === 'sign_up'
  const shown = input ?? { chosen: String(terms.suggestedMinor[0] ?? 'other'), typed: '' }
  return peoplePage({
    broker: broker.name,
    title: error === undefined ? 'Add funds' : 'Error: Add funds',
    status: error === undefined ? 200 : 422,
    narrow: true,
    moreCss: css,
    children: (
      <>
        <h1>Add funds</h1>
        <p class="lead">
          {isLastStep
            ? `The last step, ${partner.name}: pay in, so that leads can start as soon as ${broker.name} has looked at your account. You can also do it later.`
            : `Leads are paid for out of your balance with ${broker.name}.`}
        </p>
        <p class="balance">
          <span>Balance of {partner.name}</span>
          <strong>{formatMoney({ amount: balanceMinor, currency: broker.currency })}</strong>
        </p>
        <FundsForm funds={funds} input={shown} id={`top_${ctx.newId()}`} {...(error !== undefined && { error })} />
        <p class="muted small">
          You approve the payment on PayPal's own pages, with an account there or a card. {broker.name} does not see
          your card.
        </p>
      </>
    ),
  })
}
