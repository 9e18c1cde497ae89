import type { Delivery } from '../../../contract/delivery.ts'
import type { PartnerSettings } from '../../../contract/partner.ts'
import type { FieldProblem } from '../../../contract/problem.ts'
import type { PartnerRow } from '../../../db/store/partners.ts'
import type { Ctx } from '../../context.ts'
import { scheduleProblems } from '../../domain/schedule/schedule-problems.ts'
import { windowAt } from '../../domain/schedule/window.ts'
import { addressProblem } from '../../outside/address.ts'
import { currencyProblems } from '../config/checks.ts'
import { fcaColumns } from './fca-columns.ts'
import { restoreHeaders } from './hidden-headers.ts'
import { statusProblems } from './status-problems.ts'
import { toE164, transferNumberProblem } from './transfer-number.ts'

/** What a partner's columns become, and everything that is wrong with what was given. */
export interface Resolved {
  columns: Partial<PartnerRow>
  problems: FieldProblem[]
}

/**
 * The settings that were given, as columns. What was not given is not looked at: an address that is no longer allowed
 * does not stand in the way of a new name.
 */
export function partnerColumns(
  ctx: Ctx,
  settings: Partial<PartnerSettings>,
  { before, currency }: { before: PartnerRow; currency: string },
): Resolved {
  const { status, fcaNumber, transferNumber, schedule, creditLimit, delivery, ...plain } = settings
  const parts: Resolved[] = [
    { columns: plain, problems: [] },
    status === undefined ? nothing : { columns: { status }, problems: statusProblems(before, status) },
    fcaNumber === undefined ? nothing : { columns: fcaColumns(fcaNumber, before), problems: [] },
    transferNumber === undefined ? nothing : transferColumns(transferNumber),
    schedule === undefined ? nothing : { columns: { schedule }, problems: scheduleProblems(schedule) },
    creditLimit === undefined
      ? nothing
      : {
          columns: { creditLimit: creditLimit.amount },
          problems: currencyProblems('/creditLimit', creditLimit, currency),
        },
    delivery === undefined ? nothing : deliveryColumns(ctx, delivery, before.delivery),
  ]
  const columns: Partial<PartnerRow> = Object.assign({}, ...parts.map((part) => part.columns))
  const problems = parts.flatMap((part) => part.problems)
  return { columns: problems.length > 0 ? columns : withWindow(ctx, columns, before), problems }
}

const nothing: Resolved = { columns: {}, problems: [] }

function transferColumns(text: string | null): Resolved {
  if (text === null) return { columns: { transferNumber: null }, problems: [] }
  const transferNumber = toE164(text)
  return transferNumber === null
    ? { columns: {}, problems: [transferNumberProblem] }
    : { columns: { transferNumber }, problems: [] }
}

/** A changed address starts afresh: failures of the old one say nothing about it, and an open breaker closes. */
function deliveryColumns(ctx: Ctx, { email, internet }: Delivery, before: Delivery): Resolved {
  if (internet === null) return { columns: { delivery: { email, internet }, ...healthy }, problems: [] }
  const { headers, problems } = restoreHeaders(internet, before.internet)
  const message = addressProblem(internet.url, { development: ctx.env.ENVIRONMENT === 'development' })
  if (message !== null) problems.push({ pointer: '/delivery/internet/url', code: 'ADDRESS_NOT_ALLOWED', message })
  const delivery = { email, internet: { ...internet, headers } }
  const isSame = JSON.stringify(delivery.internet) === JSON.stringify(before.internet)
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
