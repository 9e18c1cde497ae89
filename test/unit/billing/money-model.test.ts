import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type BillingPoint, billingPoints, type FrozenCharge } from '../../../contract/charge.ts'
import { referralId, returnId } from '../../../contract/id.ts'
import type { ReferralProgress } from '../../../contract/referral.ts'
import { ledgerChecks } from '../../../db/store/ledger-checks.ts'
import { claimReferrals, updateReferral } from '../../../db/store/referrals.ts'
import { writeTransfer } from '../../../db/store/transfers.ts'
import type { Ctx } from '../../../worker/context.ts'
import type { Posting } from '../../../worker/domain/billing/postings.ts'
import { frozenCharges } from '../../../worker/domain/billing/price.ts'
import { refund as refundPostings } from '../../../worker/domain/returns/referral-money.ts'
import { paymentPostings, takingPostings } from '../../../worker/domain/top-ups/top-up-postings.ts'
import { reverseIntroducerWrites } from '../../../worker/operations/billing/pay-introducer.ts'
import {
  giveBack as giveBackWrites,
  type ReferralMoney,
  reachPoint,
} from '../../../worker/operations/billing/reach-point.ts'
import { canHold, type Deal, giveBack, hold, type Purse, reach, refund, sum } from '../../support/money-model.ts'
import { leadIdAt } from '../../support/random.ts'
import { sqliteD1 } from '../../support/sqlite-d1.ts'

const runs = 2000
const now = Date.UTC(2026, 5, 15, 12)
const introducer = 9
const cost = 401
const shareBps = 3333
const leadIds = Array.from({ length: 4 }, (_, i) => leadIdAt(now, i + 1))
const partners = [1, 2, 3]

type Step =
  | { does: 'top up'; who: number; gross: number }
  | { does: 'take back'; who: number; gross: number }
  | { does: 'set the limit'; who: number; to: number }
  | { does: 'refer'; lead: number; who: number; due: number[] }
  | { does: 'reach'; of: number; point: BillingPoint }
  | { does: 'reject' | 'close' | 'invalidate' | 'return' | 'reverse' | 'reverse introducer'; of: number }

const amount = fc.constantFrom(0, 0, 100, 333, 1000)
const who = fc.constantFrom(0, 1, 2)
const of = fc.nat(11)

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ does: fc.constant('top up' as const), who, gross: fc.integer({ min: 1, max: 5000 }) }),
  fc.record({ does: fc.constant('take back' as const), who, gross: fc.integer({ min: 1, max: 3000 }) }),
  fc.record({ does: fc.constant('set the limit' as const), who, to: amount }),
  ...[1, 2, 3].map(() =>
    fc.record({ does: fc.constant('refer' as const), lead: fc.nat(3), who, due: fc.tuple(amount, amount, amount) }),
  ),
  ...[1, 2].map(() => fc.record({ does: fc.constant('reach' as const), of, point: fc.constantFrom(...billingPoints) })),
  fc.record({
    does: fc.constantFrom('reject', 'close', 'invalidate', 'return', 'reverse', 'reverse introducer'),
    of,
  }),
)

const { db, exec, all, run } = sqliteD1()
const ctx = { db, now } as Ctx

exec(`
  INSERT INTO broker VALUES (1, 1, 'Test Broker', 'Europe/London', 'GBP', 'broker@example.com');
  INSERT INTO lead_groups (id, version, name, fields) VALUES (1, 1, 'Group', '[]');
  INSERT INTO lead_types (id, version, lead_group_id, name, description, fields, default_price, scope, require_fca)
    VALUES (1, 1, 1, 'Type', '', '[]', 0, 3, 0);
  ${[...partners, introducer]
    .map(
      (
        id,
      ) => `INSERT INTO partners (id, version, name, description, reference, status, is_house, buys, introduces, online,
        zone, open_from, open_until, daily_limit, monthly_limit, credit_limit, credit_unlimited, delivery)
      VALUES (${id}, 1, 'Partner', '', '', 'active', 0, 1, 1, 1, 'Europe/London', 0, 0, 0, 0, ${id === 2 ? 1500 : 0}, ${id === 3 ? 1 : 0}, '{}');
      INSERT INTO setups (id, version, partner_id, lead_type_id, active, priority, daily_limit, monthly_limit)
      VALUES (${id}, 1, ${id}, 1, 1, 0, 0, 0);`,
    )
    .join('\n')}
  ${leadIds
    .map(
      (
        id,
        i,
      ) => `INSERT INTO leads (id, version, lead_type_id, introducer_id, channel, received_at, location, stage, fields,
        submission_hash, cost, value_shares)
      VALUES ('${id}', 1, 1, ${i === 0 ? 'NULL' : introducer}, 'json', ${now}, 'routed', 'new', '{}', '', ${i === 1 ? 0 : cost},
        ${i === 2 ? 'NULL' : `'[{"point":"qualified","valueBps":${shareBps}}]'`});`,
    )
    .join('\n')}`)

/** The world as the reference has it, and what the steps need to name. */
interface World {
  purses: Map<number, Purse>
  deals: Map<string, Deal & { leadId: string }>
  /** What stands of the introducer's pay: by lead its fixed amount, by referral its share. */
  paid: Map<string, number>
  topUps: { captureId: string; partnerId: number; grossMinor: number; vatBps: number; takenMinor: number }[]
  moves: number
}

const newWorld = (): World => ({
  purses: new Map(
    partners.map((id) => [id, { available: 0, held: 0, limit: id === 2 ? 1500 : 0, unlimited: id === 3 }]),
  ),
  deals: new Map(),
  paid: new Map(),
  topUps: [],
  moves: 0,
})

it(`promises over ${runs} histories that the books are what ten lines say, balanced, and proof against repeats`, () => {
  const seed = Math.floor(Math.random() * 2 ** 31)
  console.info(`money model: seed ${seed}`)
  fc.assert(
    fc.property(fc.array(step, { minLength: 5, maxLength: 30 }), (steps) => {
      exec('BEGIN')
      try {
        const world = newWorld()
        for (const each of steps) {
          take(world, each)
          expect(booksNow(), each.does).toEqual(expected(world))
        }
        expect(
          ledgerChecks.flatMap(({ check, sql }) => all(sql).map((row) => ({ check, ...(row as object) }))),
        ).toEqual([])
        expect(all(accountsSql)).toEqual([{ sum: 0 }])
      } finally {
        exec('ROLLBACK')
      }
    }),
    { numRuns: runs, seed },
  )
}, 180_000)

const accountsSql =
  'SELECT coalesce(sum(amount), 0) AS sum FROM (SELECT amount FROM transfers UNION ALL SELECT -amount FROM transfers)'

/** Does a step in the database and in the reference; whatever was done is done once more, and must change nothing. */
function take(world: World, step: Step): void {
  const { write, follow, refused } = planOf(world, step)
  if (write.length === 0) return
  const because = run(write)
  if (because === null) follow()
  else expect(because, step.does).toContain(refused ?? 'nothing refuses this')
  if (refused !== undefined) expect(because, step.does).not.toBeNull()
  const before = booksNow()
  run(write)
  expect(booksNow(), `${step.does}, repeated`).toEqual(before)
}

interface Plan {
  write: D1PreparedStatement[]
  /** What the reference does when it is done. */
  follow(): void
  /** Why the database must refuse it. */
  refused?: string
}

const nothing: Plan = { write: [], follow: () => {} }

const lines = (postings: readonly Posting[]): D1PreparedStatement[] =>
  postings.map((posting) => writeTransfer(db, posting, now))

function planOf(world: World, step: Step): Plan {
  world.moves += 1
  if (step.does === 'top up') return topUp(world, step)
  if (step.does === 'take back') return takeBack(world, step)
  if (step.does === 'set the limit') return setLimit(world, partners[step.who]!, step.to)
  if (step.does === 'refer') return refer(world, step)
  const deal = [...world.deals.values()][step.of]
  if (deal === undefined) return nothing
  return step.does === 'reach' ? reachPlan(world, deal, step.point) : endPlan(world, deal, step.does)
}

/** Paid with 20 % of VAT in it, which is nobody's to spend. */
function topUp({ purses, topUps, moves }: World, { who, gross }: { who: number; gross: number }): Plan {
  const paid = { captureId: `CAP${moves}`, partnerId: partners[who]!, grossMinor: gross, vatBps: 2000, takenMinor: 0 }
  const postings = paymentPostings(paid, paid.captureId)
  const net = sum(postings.filter(({ credit }) => credit === 'available').map(({ amountMinor }) => amountMinor))
  return {
    write: [
      db
        .prepare(
          `INSERT INTO top_ups (id, version, partner_id, entry, state, gross, vat, vat_bps, currency, capture_id, origin, created_at)
           VALUES (?1, 1, ?2, 'portal', 'paid', ?3, ?4, 2000, 'GBP', ?1, '', ?5)`,
        )
        .bind(paid.captureId, paid.partnerId, gross, gross - net, now),
      ...lines(postings),
    ],
    follow() {
      topUps.push(paid)
      purses.get(paid.partnerId)!.available += net
    },
  }
}

/** PayPal takes some of it back, whatever is left: the floor is for new leads only. */
function takeBack({ purses, topUps, moves }: World, { who, gross }: { who: number; gross: number }): Plan {
  const paid = topUps.find(
    ({ partnerId, grossMinor, takenMinor }) => partnerId === partners[who] && takenMinor < grossMinor,
  )
  if (paid === undefined) return nothing
  const grossMinor = Math.min(gross, paid.grossMinor - paid.takenMinor)
  const postings = takingPostings(paid, { id: `REF${moves}`, grossMinor }, paid.takenMinor)
  return {
    write: lines(postings),
    follow() {
      paid.takenMinor += grossMinor
      const taken = postings.filter(({ debit }) => debit === 'available').map(({ amountMinor }) => amountMinor)
      purses.get(paid.partnerId)!.available -= sum(taken)
    },
  }
}

const versionOf = (partnerId: number): number =>
  all<{ version: number }>('SELECT version FROM partners WHERE id = ?', partnerId)[0]!.version

/** Lowered below what is used already, it stops new leads and nothing else. */
const setLimit = ({ purses }: World, partnerId: number, to: number): Plan => ({
  write: [
    db
      .prepare('UPDATE partners SET credit_limit = ?2, version = ?3 WHERE id = ?1')
      .bind(partnerId, to, versionOf(partnerId) + 1),
  ],
  follow() {
    purses.get(partnerId)!.limit = to
  },
})

function refer({ purses, deals }: World, { lead, who, due }: { lead: number; who: number; due: number[] }): Plan {
  const [leadId, partnerId] = [leadIds[lead]!, partners[who]!]
  const id = referralId(leadId, partnerId)
  if (deals.has(id)) return nothing
  const charges = billingPoints.flatMap((point, i): FrozenCharge[] =>
    due[i] === 0 ? [] : [{ point, amountMinor: due[i]! }],
  )
  const claimant = {
    partnerId,
    partnerVersion: versionOf(partnerId),
    setupId: partnerId,
    setupVersion: 1,
    priceMinor: sum(due),
    charges: frozenCharges(charges),
    deliverAfter: 0,
    acceptBy: null,
    ...{ day: 20260615, month: 202606, cell: null, band: null, rankRead: null, rankNext: null },
  }
  const purse = purses.get(partnerId)!
  const claim = { leadId, leadTypeId: 1, method: 'manual' as const, appointment: null, at: now, wanted: 1 }
  return {
    write: [claimReferrals(db, { ...claim, claimants: [claimant] }, { ignoringTurns: true })],
    ...(canHold(purse, sum(due)) ? {} : { refused: `NO_CREDIT:${partnerId}` }),
    follow() {
      hold(purse, sum(due))
      deals.set(id, { leadId, partner: partnerId, due: [...due], charged: 0, reached: 0, over: false, ended: false })
    },
  }
}

const rowOf = ({
  leadId,
  partner,
}: {
  leadId: string
  partner: number
}): ReferralMoney & { version: number; state: string } =>
  all<ReferralMoney & { version: number; state: string }>(
    `SELECT r.*, l.introducer_id FROM referrals r JOIN leads l ON l.id = r.lead_id WHERE lead_id = ? AND partner_id = ?`,
    leadId,
    partner,
  )[0]!

const moved = (
  { leadId, partner }: { leadId: string; partner: number },
  change: { state: 'delivered' | 'rejected' | 'returned'; progress?: ReferralProgress; released?: boolean },
): D1PreparedStatement =>
  updateReferral(db, {
    leadId,
    partnerId: partner,
    version: 1,
    state: change.state,
    deliveredAt: now,
    remoteId: null,
    progress: change.progress ?? null,
    releasedAt: change.released ? now : null,
  })

function reachPlan({ purses, paid }: World, deal: Deal & { leadId: string }, point: BillingPoint): Plan {
  if (deal.ended || billingPoints.indexOf(point) < deal.reached) return nothing
  const id = referralId(deal.leadId, deal.partner)
  const { write, progress } = reachPoint(ctx, rowOf(deal), point)
  return {
    write: [...write, moved(deal, { state: 'delivered', progress })],
    follow() {
      const isAccepted = deal.reached === 0
      const charges = reach(purses.get(deal.partner)!, deal, point)
      const lead = leadIds.indexOf(deal.leadId)
      if (lead === 0) return
      if (isAccepted && lead !== 1) paid.set(deal.leadId, cost)
      const share = Math.floor((charges[1]! * shareBps) / 10_000)
      if (lead !== 2 && share > 0) paid.set(id, share)
    },
  }
}

function endPlan(
  world: World,
  deal: Deal & { leadId: string },
  does: Exclude<Step, { who: number } | { point: BillingPoint }>['does'],
): Plan {
  const { purses, paid } = world
  const purse = purses.get(deal.partner)!
  const { leadId, partner } = deal
  const id = referralId(leadId, partner)
  if (does === 'reverse introducer')
    return {
      write: reverseIntroducerWrites(ctx, leadId),
      follow() {
        for (const key of [...paid.keys()]) if (key.slice(-36, -8) === leadId.slice(-36, -8)) paid.delete(key)
      },
    }
  if (deal.ended || (does === 'reject') !== (deal.reached === 0)) return nothing
  const back = giveBackWrites(ctx, rowOf(deal))
  const refunds = (cause: string) =>
    lines(refundPostings(cause, { partnerId: partner, amountMinor: deal.charged, note: 'A test.' }))
  const end = (refunded: boolean, ended: boolean) => () => {
    giveBack(purse, deal)
    if (refunded) refund(purse, deal)
    deal.ended = ended
  }
  if (does === 'reject')
    return { write: [...back, moved(deal, { state: 'rejected', released: true })], follow: end(false, true) }
  if (does === 'close')
    return { write: [...back, moved(deal, { state: 'delivered', released: true })], follow: end(false, false) }
  if (does === 'invalidate' && deal.reached < 3)
    return {
      write: [...back, moved(deal, { state: 'delivered', progress: 'invalidated', released: true })],
      follow: end(false, true),
    }
  if (does === 'return')
    return {
      write: [...refunds(returnId(leadId, partner)), ...back, moved(deal, { state: 'returned', released: true })],
      follow: end(true, true),
    }
  if (does === 'reverse')
    return {
      write: [...refunds(id), ...back, moved(deal, { state: 'delivered', released: true })],
      follow: end(true, false),
    }
  return nothing
}

/** What every statement ends with, and how many lines there are. */
const booksNow = () =>
  all<{ party: number; available: number; held: number; payable: number }>(
    `SELECT t.party, t.balance - t.held AS available, t.held, t.payable FROM transfers t
     WHERE t.n = (SELECT max(n) FROM transfers WHERE party = t.party) ORDER BY t.party`,
  ).map((row) => ({ ...row }))

const expected = ({ purses, paid }: World) =>
  [
    ...partners.map((party) => {
      const { available, held } = purses.get(party)!
      return { party, available, held, payable: 0 }
    }),
    { party: introducer, available: 0, held: 0, payable: sum([...paid.values()]) },
  ].filter(({ party }) => all('SELECT 1 FROM transfers WHERE party = ? LIMIT 1', party).length > 0)
