import type { StoredBilling, StoredCharge } from '../../../contract/charge.ts'
import { formatMoney } from '../../../contract/money.ts'
import type { Warning } from '../../../contract/warning.ts'
import type { LeadTypeRow } from '../../../db/store/lead-types.ts'
import { countFollowers } from '../../../db/store/setups.ts'
import type { Ctx } from '../../context.ts'
import { type Followed, type PriceMove, repriced } from '../../domain/billing/repriced.ts'

/**
 * Who changes what setups follow is told how many are repriced, from which price to which, from now on and without being
 * asked (F20). Referrals that were made keep theirs.
 */
export async function priceWarnings(
  ctx: Ctx,
  { before, after, currency }: { before: LeadTypeRow; after: LeadTypeRow; currency: string },
): Promise<Warning[]> {
  const [was, is] = [followedOf(before), followedOf(after)]
  if (JSON.stringify(was) === JSON.stringify(is)) return []
  const { prices, billed } = repriced(await countFollowers(ctx.db, after.id), was, is)
  const say = (amount: number) => formatMoney({ amount, currency })
  return [
    ...prices.map((move) => warning(priceText(move, say))),
    ...(billed === 0
      ? []
      : [warning(`${billedText(billed)} from ${billingText(was.billing, say)} to ${billingText(is.billing, say)}.`)]),
  ]
}

const followedOf = (row: LeadTypeRow): Followed => ({
  defaultPriceMinor: row.defaultPrice,
  nationalPriceMinor: row.nationalPrice,
  billing: { point: row.billingPoint, charges: row.charges },
})

const warning = (message: string): Warning => ({ code: 'REPRICES_PARTNERS', message })

type Say = (amount: number) => string

function priceText({ setups, allAreas, fromMinor, toMinor }: PriceMove, say: Say): string {
  const where = allAreas ? ' with all areas' : ''
  const prices = `from ${say(fromMinor)} to ${say(toMinor)}`
  return setups === 1
    ? `1 setup${where} has no price of its own and goes ${prices}.`
    : `${setups} setups${where} have no price of their own and go ${prices}.`
}

const billedText = (setups: number): string =>
  setups === 1 ? '1 setup is charged as this lead type says:' : `${setups} setups are charged as this lead type says:`

const billingText = ({ point, charges }: StoredBilling, say: Say): string =>
  [`the price when ${point}`, ...charges.map((charge) => chargeText(charge, say))].join(' and ')

const chargeText = ({ point, amountMinor, costBps }: StoredCharge, say: Say): string =>
  `${[...(amountMinor > 0 ? [say(amountMinor)] : []), ...(costBps > 0 ? [`${costBps / 100} % of the lead's cost`] : [])].join(' plus ')} when ${point}`
