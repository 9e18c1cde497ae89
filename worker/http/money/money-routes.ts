import {
  balanceSchema,
  newTransactionSchema,
  statementLineSchema,
  statementQuery,
  verificationSchema,
} from '../../../contract/billing.ts'
import { numberedId } from '../../../contract/id.ts'
import { pageOf } from '../../../contract/page.ts'
import { addTransaction } from '../../operations/billing/add-transaction.ts'
import { readBalance } from '../../operations/billing/read-balance.ts'
import { mostWalked, readStatement } from '../../operations/billing/read-statement.ts'
import { verifyLedger } from '../../operations/billing/verify-ledger.ts'
import { type AnyRoute, route } from '../route.ts'
import { statementCsv } from './statement-csv.ts'

const params = { partnerId: numberedId('partner') }

const getStatement = route({
  method: 'GET',
  path: '/v1/partners/{partnerId}/statement',
  may: ['admin', 'partner'],
  tag: 'Money',
  summary: "A partner's statement, newest line first",
  description: `Every movement of money with the balances after it: balance = available + held. Each line says in words what it was for. A page looks through at most ${mostWalked} lines: where few of them are wanted it may be short, or empty, and go on all the same at its \`nextCursor\`.`,
  params,
  query: statementQuery,
  answer: { status: 200, body: pageOf(statementLineSchema) },
  csv: statementCsv,
  problems: ['NOT_FOUND'],
  handle: (ctx, { params: { partnerId }, query }) => readStatement(ctx, { partnerId, ...query }),
})

const getBalance = route({
  method: 'GET',
  path: '/v1/partners/{partnerId}/balance',
  may: ['admin', 'partner'],
  tag: 'Money',
  summary: "A partner's balance",
  params,
  answer: { status: 200, body: balanceSchema },
  problems: ['NOT_FOUND'],
  async handle(ctx, { params: { partnerId } }) {
    const { balance, held, payable, currency } = await readBalance(ctx, partnerId)
    const money = (amount: number) => ({ amount, currency })
    return { balance: money(balance), held: money(held), available: money(balance - held), payable: money(payable) }
  },
})

const postTransaction = route({
  method: 'POST',
  path: '/v1/partners/{partnerId}/transactions',
  may: ['admin'],
  tag: 'Money',
  summary: 'Add a transaction by hand',
  description:
    'A payment received, a charge, a refund or an adjustment, always with its reason. Nothing is ever changed or deleted: a correction is a new transaction.',
  params,
  body: newTransactionSchema,
  answer: { status: 201, body: statementLineSchema },
  problems: ['NOT_FOUND', 'NO_CREDIT', 'VERSION_CONFLICT'],
  handle: (ctx, { params: { partnerId }, body }) => addTransaction(ctx, { partnerId, ...body }),
})

const getVerification = route({
  method: 'GET',
  path: '/v1/ledger/verify',
  may: ['admin'],
  tag: 'Money',
  summary: 'Prove the books',
  description:
    'Checks every transfer: unbroken statements, sums of all accounts, a delivered referral behind every charge, nothing held that nobody waits for.',
  answer: { status: 200, body: verificationSchema },
  handle: (ctx) => verifyLedger(ctx),
})

export const moneyRoutes: readonly AnyRoute[] = [getStatement, getBalance, postTransaction, getVerification]
