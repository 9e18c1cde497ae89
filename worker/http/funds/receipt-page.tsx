import { formatMoney } from '../../../contract/money.ts'
import type { Receipt } from '../../../contract/top-up.ts'
import { peoplePage } from '../people/people-page.tsx'
import css from './funds.css'
import { dateText } from './local-time.ts'

/** A receipt to read and to print (D19). */
export function receiptPage(receipt: Receipt): Promise<Response> {
  const title = `Receipt ${receipt.number}`
  return peoplePage({ broker: receipt.issuer, title, moreCss: css, children: <Body {...receipt} title={title} /> })
}

const Body = ({
  title,
  issuer,
  partner,
  address,
  issuedAt,
  net,
  vat,
  vatBps,
  total,
  takenBack,
  ...ids
}: Receipt & { title: string }) => (
  <>
    <h1>{title}</h1>
    <dl class="facts">
      <dt>From</dt>
      <dd>{issuer}</dd>
      <dt>To</dt>
      <dd>
        {partner}
        {address
          .split('\n')
          .filter((line) => line.trim() !== '')
          .map((line) => (
            <div key={line}>{line}</div>
          ))}
      </dd>
      <dt>Date</dt>
      <dd>
        <time dateTime={issuedAt}>{dateText(issuedAt, 'UTC')}</time>
      </dd>
      <dt>Paid by</dt>
      <dd>PayPal, transaction {ids.paypalCapture}</dd>
      <dt>Reference</dt>
      <dd>
        <code>{ids.topUpId}</code>
      </dd>
    </dl>
    <div class="scroll">
      <table class="money">
        <tbody>
          <Row name={`Credit with ${issuer}`} amount={formatMoney(net)} />
          <Row name={`VAT (${vatBps / 100} %)`} amount={formatMoney(vat)} />
        </tbody>
        <tfoot>
          <Row name="Total" amount={formatMoney(total)} />
        </tfoot>
      </table>
    </div>
    {takenBack.map(({ at, kind, total: back }) => (
      <p key={at} class="state bad">
        {formatMoney(back)} of it {kind === 'refund' ? 'was refunded' : 'was reversed by PayPal'} on{' '}
        <time dateTime={at}>{dateText(at, 'UTC')}</time>, VAT included.
      </p>
    ))}
  </>
)

const Row = ({ name, amount }: { name: string; amount: string }) => (
  <tr>
    <th scope="row">{name}</th>
    <td class="amount">{amount}</td>
  </tr>
)
