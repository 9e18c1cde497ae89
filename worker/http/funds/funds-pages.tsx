import * as v from 'valibot'
import { fromDecimal } from '../../../contract/decimal.ts'
import { topUpIdSchema } from '../../../contract/id.ts'
import type { Ctx } from '../../context.ts'
import { makeCtx } from '../../make-ctx.ts'
import { loadBroker } from '../../operations/broker/load-broker.ts'
import { type Funds, loadFunds } from '../../operations/top-ups/load-funds.ts'
import { amountProblems, startTopUp } from '../../operations/top-ups/start-top-up.ts'
import { type FundsLink, readFundsToken } from '../../operations/top-ups/top-up-link.ts'
import { Problem } from '../../problem.ts'
import type { PageRoute } from '../page-route.ts'
import { seeOther } from '../people/people-page.tsx'
import { readEntries } from '../widget/read-entries.ts'
import type { FundsInput } from './funds-form.tsx'
import { fundsPage } from './funds-page.tsx'
import { endedPage } from './message-page.tsx'

/** GET /funds/{token}: a partner's own page for paying in (F28). The link is its key. 404 where PayPal is off (F63). */
const showFunds: PageRoute = {
  method: 'GET',
  path: '/funds/{token}',
  async handle({ params, runtime }) {
    const ctx = makeCtx(runtime, { actor: { kind: 'anybody' } })
    const link = await readFundsToken(ctx, params.token!)
    const funds = link && (await loadFunds(ctx, link).catch(nullIfMissing))
    if (link === null || funds === null) return endedPage((await loadBroker(ctx)).name)
    return fundsPage(ctx, { funds, entry: link.entry })
  },
}

/** POST: begins the payment, and goes on to its page, which takes the payer to PayPal. */
const payIn: PageRoute = {
  method: 'POST',
  path: '/funds/{token}',
  async handle({ request, params, runtime }) {
    const ctx = makeCtx(runtime, { actor: { kind: 'anybody' } })
    const link = await readFundsToken(ctx, params.token!)
    const funds = link && (await loadFunds(ctx, link).catch(nullIfMissing))
    if (link === null || funds === null) return endedPage((await loadBroker(ctx)).name)
    const { input, id } = readInput(await readEntries(request))
    const { amount, error } = amountOf(input, funds)
    if (amount === null) return fundsPage(ctx, { funds, entry: link.entry, input, error })
    return begin(ctx, link, { amount, id, currency: funds.broker.currency, origin: new URL(request.url).origin })
  },
}

/** People are told on a page, not by a problem document. */
function nullIfMissing(error: unknown): null {
  if (error instanceof Problem && (error.code === 'NOT_FOUND' || error.code === 'NOT_A_BUYER')) return null
  throw error
}

async function begin(
  ctx: Ctx,
  link: FundsLink,
  { amount, id, currency, origin }: { amount: number; id: string | null; currency: string; origin: string },
): Promise<Response> {
  const { pageUrl } = await startTopUp(ctx, {
    ...link,
    amount: { amount, currency },
    origin,
    ...(id !== null && { id }),
  })
  return seeOther(`${new URL(pageUrl).pathname}?go`)
}

function readInput(entries: readonly (readonly [string, unknown])[]): { input: FundsInput; id: string | null } {
  const textOf = (name: string): string => {
    const value = entries.find(([each]) => each === name)?.[1]
    return typeof value === 'string' ? value.trim().slice(0, 60) : ''
  }
  const id = textOf('id')
  return {
    input: { chosen: textOf('amount'), typed: textOf('typed').slice(0, 16) },
    id: v.is(topUpIdSchema, id) ? id : null,
  }
}

/** The amount in minor units, or what to mend. A currency sign and commas between thousands do no harm. */
function amountOf(
  { chosen, typed }: FundsInput,
  funds: Funds,
): { amount: number; error: '' } | { amount: null; error: string } {
  const { terms, broker } = funds
  const offered = terms.suggestedMinor.find((each) => String(each) === chosen)
  if (offered !== undefined) return { amount: offered, error: '' }
  const amount = fromDecimal(typed.replaceAll(/[\p{Sc}\s]|,(?=\d{3}(\D|$))/gu, ''), broker.currency)
  if (amount === null) return { amount: null, error: 'Give an amount, such as 120.00.' }
  const [problem] = amountProblems({ amount, currency: broker.currency }, funds)
  return problem === undefined ? { amount, error: '' } : { amount: null, error: problem.message }
}

export const fundsPages: readonly PageRoute[] = [showFunds, payIn]
