import { formatId } from '../../../contract/id.ts'
import { formatMoney } from '../../../contract/money.ts'
import { commit } from '../../../db/commit.ts'
import { deleteJob, insertJob, type JobRow, mustHoldLease } from '../../../db/store/jobs.ts'
import { findPartner, type PartnerRow } from '../../../db/store/partners.ts'
import { findLine } from '../../../db/store/transfers.ts'
import type { Ctx } from '../../context.ts'
import type { Announced } from '../automations/announce.ts'
import { loadBroker } from '../broker/load-broker.ts'
import { partnerNotices } from '../notices/partner-notices.ts'
import { sendTextJob } from '../texts/text-job.ts'
import { mailedFundsLink } from '../top-ups/mailed-funds-link.ts'
import { tell } from '../webhooks/tell.ts'

/**
 * A partner's balance came down to its threshold (F36): it is told by e-mail, and by text too where it wants that (F37).
 * The job was made by the transfer that did it, one for each time; the messages are jobs of one commit with its end, so
 * that each is sent once. A partner that is closed by now, or wants to hear nothing any more, is left alone.
 */
export async function warnLowFunds(
  ctx: Ctx,
  { partnerId, line: n, job }: { partnerId: number; line: number; job: JobRow },
): Promise<void> {
  const [partner, line, broker] = await Promise.all([
    findPartner(ctx.db, partnerId),
    findLine(ctx.db, { party: partnerId, n }),
    loadBroker(ctx),
  ])
  const isWanted = partner !== null && partner.status !== 'closed' && partner.lowFundsThreshold !== null
  const jobs = isWanted && line !== null ? await messages(ctx, { partner, broker, n, balanceMinor: line.balance }) : []
  const told = isWanted && line !== null ? tellLow(ctx, { partner, broker, n, balanceMinor: line.balance }) : null
  const committed = await commit(ctx, {
    history: [],
    write: [
      mustHoldLease(ctx.db, job),
      ...jobs.map((message) => insertJob(ctx.db, message)),
      ...(told?.write ?? []),
      deleteJob(ctx.db, job),
    ],
    read: told?.read ?? [],
  })
  if (!committed.done) return
  for (const message of jobs) ctx.startJob(message)
  told?.start(committed.rows)
}

interface Low {
  partner: PartnerRow
  broker: { name: string; currency: string; notifyEmail: string }
  /** The line that did it. */
  n: number
  balanceMinor: number
}

/** Its webhooks and the broker's hear of it too, where they want to. */
const tellLow = (ctx: Ctx, { partner, broker: { currency }, n, balanceMinor }: Low): Announced =>
  tell(ctx, {
    type: 'balance.low',
    because: `${formatId('partner', partner.id)}/statement/${n}`,
    partnerIds: [partner.id],
    more: {
      balance: { amount: balanceMinor, currency },
      threshold: { amount: partner.lowFundsThreshold, currency },
    },
  })

async function messages(ctx: Ctx, { partner, broker, n, balanceMinor }: Low): Promise<JobRow[]> {
  const id = formatId('partner', partner.id)
  const say = (amount: number) => formatMoney({ amount, currency: broker.currency })
  const balance = say(balanceMinor)
  const emails = partnerNotices(ctx.now, {
    notice: {
      kind: 'low-funds',
      data: {
        broker: broker.name,
        partner: partner.name,
        balance,
        threshold: say(partner.lowFundsThreshold!),
        link: partner.buys ? await mailedFundsLink(ctx, { partnerId: partner.id, currency: broker.currency }) : null,
      },
    },
    partner: { ...partner, notifyEmail: broker.notifyEmail },
    about: `${id}:${n}`,
  })
  if (!partner.lowFundsText || partner.mobile === null) return emails
  const text = sendTextJob(ctx.now, {
    id: `text:low-funds:${id}:${n}`,
    to: partner.mobile,
    text: `${broker.name}: your balance is down to ${balance}. Pay in, so that leads go on.`,
    notice: { kind: 'low-funds', person: id },
  })
  return [...emails, text]
}
