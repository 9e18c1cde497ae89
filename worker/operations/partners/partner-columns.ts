import { completeDelivery, type Delivery } from '../../../contract/delivery.ts'
import type { PartnerSettings } from '../../../contract/partner.ts'
import type { FieldProblem } from '../../../contract/problem.ts'
import type { PartnerRow } from '../../../db/store/partners.ts'
import type { Ctx } from '../../context.ts'
import { scheduleProblems } from '../../domain/schedule/schedule-problems.ts'
import { windowAt } from '../../domain/schedule/window.ts'
import { currencyProblems } from '../config/checks.ts'
import { phoneProblem, toCallableE164 } from '../people/phone-number.ts'
import { checkedDelivery } from './checked-delivery.ts'
import { fcaColumns } from './fca-columns.ts'
import { statusProblems } from './status-problems.ts'

/** What a partner's columns become, and everything that is wrong with what was given. */
export interface Resolved {
  columns: Partial<PartnerRow>
  problems: FieldProblem[]
}

/**
 * The settings that were given, as columns. What was not given is not looked at: an address that is no longer allowed
 * does not stand in the way of a new name.
 */
export async function partnerColumns(
  ctx: Ctx,
  settings: Partial<PartnerSettings>,
  { before, currency }: { before: PartnerRow; currency: string },
): Promise<Resolved> {
  const { status, fcaNumber, transferNumber, mobile, schedule, creditLimit, lowFundsThreshold, delivery, ...plain } =
    settings
  const parts: Resolved[] = [
    { columns: plain, problems: [] },
    status === undefined ? nothing : { columns: { status }, problems: statusProblems(before, status) },
    fcaNumber === undefined ? nothing : { columns: fcaColumns(fcaNumber, before), problems: [] },
    transferNumber === undefined ? nothing : phoneColumns('transferNumber', transferNumber),
    mobile === undefined ? nothing : phoneColumns('mobile', mobile),
    schedule === undefined ? nothing : { columns: { schedule }, problems: scheduleProblems(schedule) },
    creditLimit === undefined
      ? nothing
      : {
          columns: { creditLimit: creditLimit.amount },
          problems: currencyProblems('/creditLimit', creditLimit, currency),
        },
    lowFundsThreshold === undefined
      ? nothing
      : {
          columns: { lowFundsThreshold: lowFundsThreshold?.amount ?? null },
          problems: currencyProblems('/lowFundsThreshold', lowFundsThreshold, currency),
        },
    delivery === undefined ? nothing : await deliveryColumns(ctx, delivery, completeDelivery(before.delivery)),
  ]
  const columns: Partial<PartnerRow> = Object.assign({}, ...parts.map((part) => part.columns))
  const problems = parts.flatMap((part) => part.problems)
  return { columns: problems.length > 0 ? columns : withWindow(ctx, columns, before), problems }
}

const nothing: Resolved = { columns: {}, problems: [] }

function phoneColumns(column: 'transferNumber' | 'mobile', text: string | null): Resolved {
  const number = text === null ? null : toCallableE164(text)
  if (text !== null && number === null) return { columns: {}, problems: [phoneProblem(`/${column}`)] }
  return { columns: { [column]: number }, problems: [] }
}

/** A changed address starts afresh: failures of the old one say nothing about it, and an open breaker closes. */
async function deliveryColumns(ctx: Ctx, given: Delivery, before: Delivery): Promise<Resolved> {
  const { delivery, problems } = await checkedDelivery(ctx, given, before)
  const isSame = delivery.internet !== null && JSON.stringify(delivery.internet) === JSON.stringify(before.internet)
  return { columns: { delivery, ...(isSame ? {} : healthy) }, problems }
}

/** The columns of a partner whose server is not known to fail. */
export const healthy = { failures: 0, failingSince: null, breakerUntil: 0 }

/** SQL compares two integers: a changed schedule or zone stores the window that counts now, or the next one (F34). */
function withWindow(ctx: Ctx, columns: Partial<PartnerRow>, before: PartnerRow): Partial<PartnerRow> {
  if (columns.schedule === undefined && columns.zone === undefined) return columns
  const { schedule, zone } = { ...before, ...columns }
  const { from, until } = windowAt(schedule, zone, ctx.now)
  return { ...columns, openFrom: from, openUntil: until }
}
