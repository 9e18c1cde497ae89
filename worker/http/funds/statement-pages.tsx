import { formatMoney } from '../../../contract/money.ts'
import type { SignedLine, StatementDocument, StatementMark } from '../../../contract/statement.ts'
import { lineWords } from '../../domain/billing/line-cause.ts'
import { makeCtx } from '../../make-ctx.ts'
import { loadBroker } from '../../operations/broker/load-broker.ts'
import { publishedKeys } from '../../operations/statements/published-keys.ts'
import { readStatementOf } from '../../operations/statements/read-statements.ts'
import { readStatementToken } from '../../operations/statements/statement-link.ts'
import type { PageRoute } from '../page-route.ts'
import { peoplePage } from '../people/people-page.tsx'
import css from './funds.css'
import { instantText, monthText, shortInstantText } from './local-time.ts'
import { endedPage } from './message-page.tsx'

/** GET /statements/{token}: a signed statement to read and to print (C4). */
const showStatement: PageRoute = {
  method: 'GET',
  path: '/statements/{token}',
  async handle({ params, runtime }) {
    const ctx = makeCtx(runtime, { actor: { kind: 'anybody' } })
    const of = await readStatementToken(ctx, params.token!)
    if (of === null) return endedPage((await loadBroker(ctx)).name)
    const document = await readStatementOf(ctx, of)
    const { issuer, month } = document.head
    return peoplePage({
      broker: issuer,
      title: `Statement, ${monthText(month)}`,
      moreCss: css,
      children: <Statement {...document} />,
    })
  },
}

/** GET /.well-known/baton-statement-keys.json: the keys that sign and signed statements, for anybody. */
const showKeys: PageRoute = {
  method: 'GET',
  path: '/.well-known/baton-statement-keys.json',
  async handle({ runtime }) {
    const keys = await publishedKeys(makeCtx(runtime, { actor: { kind: 'anybody' } }))
    return Response.json(
      { keys },
      { headers: { 'Access-Control-Allow-Origin': '*', 'Cache-Control': 'public, max-age=300' } },
    )
  },
}

function Statement({ head, lines, signature }: StatementDocument) {
  const say = (amount: number) => formatMoney({ amount, currency: head.currency })
  return (
    <>
      <h1>
        Statement of {head.partnerName}, {monthText(head.month)}
      </h1>
      <dl class="facts">
        <dt>Issued by</dt>
        <dd>{head.issuer}</dd>
        <dt>From</dt>
        <dd>
          <time dateTime={head.from}>{instantText(head.from, head.zone)}</time>
        </dd>
        <dt>Until before</dt>
        <dd>
          <time dateTime={head.until}>{instantText(head.until, head.zone)}</time>
        </dd>
        <dt>Times of</dt>
        <dd>{head.zone}</dd>
      </dl>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section class="scroll" tabIndex={0} aria-label="Lines">
        <table class="money">
          <thead>
            <tr>
              <th scope="col">Line</th>
              <th scope="col">When</th>
              <th scope="col">What for</th>
              <th scope="col" class="amount">
                Amount
              </th>
              <th scope="col" class="amount">
                Balance
              </th>
              <th scope="col" class="amount">
                Set aside
              </th>
            </tr>
          </thead>
          <tbody>
            <MarkRow name="Opening balance" mark={head.opening} say={say} />
            {lines.map((line) => (
              <LineRow key={line.n} line={line} head={head} say={say} />
            ))}
          </tbody>
          <tfoot>
            <MarkRow name="Closing balance" mark={head.closing} say={say} />
          </tfoot>
        </table>
      </section>
      <h2>Signed</h2>
      <p class="muted small">
        This page is for reading. The same statement as a file can be checked without us; its key, hash and signature:
      </p>
      <dl class="facts small">
        <dt>Key</dt>
        <dd>
          <code>{head.keyId}</code>
        </dd>
        <dt>Hash of the last line</dt>
        <dd>
          <code>{head.closing.hash}</code>
        </dd>
        <dt>Signature</dt>
        <dd>
          <code>{signature}</code>
        </dd>
      </dl>
    </>
  )
}

type Say = (amount: number) => string

const MarkRow = ({ name, mark, say }: { name: string; mark: StatementMark; say: Say }) => (
  <tr>
    <td />
    <td />
    <th scope="row">{name}</th>
    <td />
    <td class="amount">{say(mark.balance)}</td>
    <td class="amount">{say(mark.held)}</td>
  </tr>
)

/** With a minus what leaves the balance; what only moves within it, or past it, has no sign. */
function LineRow({ line, head, say }: { line: SignedLine; head: StatementDocument['head']; say: Say }) {
  const isOwn = (account: string) => account === 'available' || account === 'held'
  const leaves = isOwn(line.debit) && !isOwn(line.credit)
  return (
    <tr>
      <td>{line.n}</td>
      <td>
        <time dateTime={line.at}>{shortInstantText(line.at, head.zone)}</time>
      </td>
      <td>{lineWords(line, line.leadType === null ? null : (head.leadTypes[line.leadType] ?? null))}</td>
      <td class="amount">{say(leaves ? -line.amount : line.amount)}</td>
      <td class="amount">{say(line.balance)}</td>
      <td class="amount">{say(line.held)}</td>
    </tr>
  )
}

export const statementPages: readonly PageRoute[] = [showStatement, showKeys]
