import { formatMoney } from '../../../contract/money.ts'
import type { TopUpRow } from '../../../db/store/top-ups.ts'
import { takenMinor } from '../../operations/top-ups/top-up-view.ts'
import { peoplePage } from '../people/people-page.tsx'
import css from './funds.css'

interface Shown {
  row: TopUpRow
  broker: string
  /** The path of this page. */
  path: string
  /** Where to pay in once more; null where that is not offered (any more). */
  again: string | null
}

/** What came of a payment, by what is in the books: never by what a browser says. Goes on by itself while it is decided. */
export function topUpPage(shown: Shown, { toPayPal }: { toPayPal: boolean }): Promise<Response> {
  const { row, broker } = shown
  const { approveUrl } = row
  const goesToPayPal = toPayPal && row.state === 'open' && approveUrl !== null
  const isBusy = row.state === 'starting' || goesToPayPal
  return peoplePage({
    broker,
    title: titles[row.state],
    narrow: true,
    moreCss: css,
    headers: isBusy ? { Refresh: goesToPayPal ? `0;url=${approveUrl}` : '2' } : {},
    children: goesToPayPal ? <Leaving approveUrl={approveUrl} broker={broker} /> : <Outcome {...shown} />,
  })
}

/** The payer came back and PayPal has not said yet what came of it. */
export const checkingPage = ({ row, broker, path }: Shown): Promise<Response> =>
  peoplePage({
    broker,
    title: 'Checking your payment',
    narrow: true,
    moreCss: css,
    headers: { Refresh: `4;url=${path}?checked` },
    children: (
      <>
        <h1>Checking your payment</h1>
        <p class="state" role="status">
          We are asking PayPal what came of your payment of <Total row={row} />. This page goes on by itself.
        </p>
        <p class="actions">
          <a href={`${path}?checked`}>Look again now</a>
        </p>
      </>
    ),
  })

const titles: Record<TopUpRow['state'], string> = {
  starting: 'Preparing your payment',
  open: 'Not paid yet',
  pending: 'PayPal is checking your payment',
  paid: 'Thank you, your payment is here',
  declined: 'Your payment did not go through',
  failed: 'Your payment could not be made',
  expired: 'This payment was not made',
}

const Total = ({ row }: { row: TopUpRow }) => (
  <strong class="amount">{formatMoney({ amount: row.gross, currency: row.currency })}</strong>
)

const Leaving = ({ approveUrl, broker }: { approveUrl: string; broker: string }) => (
  <>
    <h1>Taking you to PayPal</h1>
    <p class="state" role="status">
      You approve the payment there, and come back to {broker} afterwards.
    </p>
    <p class="actions">
      <a class="button" href={approveUrl}>
        Continue to PayPal
      </a>
    </p>
  </>
)

function Outcome(shown: Shown) {
  const { row } = shown
  return (
    <>
      <h1>{titles[row.state]}</h1>
      <p class={`state ${tones[row.state] ?? ''}`} role="status">
        {words[row.state](shown)}
      </p>
      {row.state === 'paid' && <Paid row={row} />}
      <Actions {...shown} />
      <p class="muted small">
        Reference: <code>{row.id}</code>
      </p>
    </>
  )
}

const tones: Partial<Record<TopUpRow['state'], string>> = { paid: 'good', declined: 'bad', failed: 'bad' }

const words: Record<TopUpRow['state'], (shown: Shown) => string> = {
  starting: () => 'We are talking to PayPal. This page goes on by itself.',
  open: () => 'Nothing was taken. You can still approve this payment on PayPal, or leave it.',
  pending: ({ broker }) =>
    `PayPal has it and has not let it go yet: a bank transfer takes days, and some payments are checked. ${broker} credits it as soon as PayPal does; you get a receipt by e-mail. You need do nothing.`,
  paid: ({ row }) =>
    row.entry === 'sign_up'
      ? 'It is credited to you. Your account is looked at next, and you hear of it by e-mail.'
      : 'It is credited to you, and can be used at once. A receipt is on its way by e-mail.',
  declined: ({ row }) => `${row.because ?? 'PayPal declined the payment.'} Nothing was credited.`,
  failed: ({ row }) => row.because ?? 'Nothing was credited.',
  expired: () => 'It was not approved in time, so nothing was taken.',
}

function Paid({ row }: { row: TopUpRow }) {
  const say = (amount: number) => formatMoney({ amount, currency: row.currency })
  const taken = takenMinor(row)
  return (
    <dl class="facts">
      <dt>Paid</dt>
      <dd class="amount">{say(row.gross)}</dd>
      <dt>VAT</dt>
      <dd class="amount">{say(row.vat)}</dd>
      <dt>Credited</dt>
      <dd class="amount">{say(row.gross - row.vat)}</dd>
      {taken > 0 && <dt>Taken back since</dt>}
      {taken > 0 && <dd class="amount">{say(taken)}</dd>}
    </dl>
  )
}

function Actions({ row, path, again }: Shown) {
  const canApprove = row.state === 'open' && row.approveUrl !== null
  if (!canApprove && row.state !== 'paid' && again === null) return null
  return (
    <p class="actions">
      {canApprove && (
        <a class="button" href={row.approveUrl!}>
          Go on at PayPal
        </a>
      )}
      {row.state === 'paid' && <a href={`${path}/receipt`}>Receipt</a>}
      {again !== null && <a href={again}>{row.state === 'paid' ? 'Pay in again' : 'Start again'}</a>}
    </p>
  )
}
