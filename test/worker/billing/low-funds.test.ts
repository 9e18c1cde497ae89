import { beforeEach, describe, expect, it } from 'vitest'
import { writeTransfer } from '../../../db/store/transfers.ts'
import { runJob } from '../../../worker/jobs/run-job.ts'
import { rows } from '../../support/config.ts'
import { testCtx, testDb } from '../../support/ctx.ts'
import { buildWorld } from '../../support/world.ts'

const now = Date.UTC(2026, 5, 15, 12)

let line = 0

/** Money in or out, as a statement. */
const move = (amount: number, change: { kind?: string; party?: number } = {}) => {
  line += 1
  const inwards = amount > 0
  return writeTransfer(
    testDb(),
    {
      id: `move:${line}`,
      party: 1,
      kind: inwards ? 'payment' : 'adjustment',
      debit: inwards ? 'world' : 'available',
      credit: inwards ? 'available' : 'revenue',
      amountMinor: Math.abs(amount),
      ...change,
    },
    now,
  )
}

const jobIds = async () =>
  (await rows<{ id: string }>("SELECT id FROM jobs WHERE kind = 'low-funds' ORDER BY id")).map(({ id }) => id)

/** Runs the jobs that the database made, and the messages that these start. */
async function warn(): Promise<void> {
  const due = await rows<{ due: number; id: string; kind: string; data: string; attempts: number }>(
    "SELECT * FROM jobs WHERE kind = 'low-funds'",
  )
  const ctx = testCtx({ now })
  for (const job of due) await runJob(ctx, { ...job, data: JSON.parse(job.data), party: null })
  await ctx.runStarted()
}

const messages = () =>
  rows<{ id: string; recipients: string; subject: string; body: string }>(
    "SELECT id, recipients, subject, body FROM mailbox WHERE id LIKE '%low-funds%' ORDER BY id",
  )

async function set(columns: string): Promise<void> {
  await testDb().batch([
    testDb().prepare(
      "INSERT INTO history (id, version, event, actor, at, commit_id) SELECT 'ptn_1', version + 1, 'x', 'x', 0, 'x' FROM partners WHERE id = 1",
    ),
    testDb().prepare(`UPDATE partners SET ${columns}, version = version + 1 WHERE id = 1`),
  ])
}

beforeEach(async () => {
  await buildWorld(testDb(), { partners: [{ id: 1, balance: 10_000, name: 'Northside Windows' }] })
  await set("low_funds_threshold = 5000, contact_email = 'owner@example.com'")
})

describe('low funds', () => {
  it.each<[string, number[], number]>([
    ['stays above', [-4999], 0],
    ['comes down to the amount', [-5000], 1],
    ['comes down past it', [-6000], 1],
    ['falls further', [-6000, -1000, -1000], 1],
    ['comes above, and down again', [-6000, 2000, -2000], 2],
    ['comes up to the amount only, and down again', [-6000, 1000, -500], 1],
    ['comes above by a penny, and down again', [-6000, 1001, -1], 2],
  ])('promises of a balance that %s so many messages: %#', async (_name, moves, count) => {
    for (const amount of moves) await move(amount).run()
    await warn()
    expect(await messages()).toHaveLength(count)
  })

  it('promises a message for each crossing, also of several in one commit and within a minute', async () => {
    await testDb().batch([move(-6000), move(6000), move(-7000), move(-100)])
    expect(await jobIds()).toEqual(['low-funds:1:2', 'low-funds:1:4'])
    await warn()
    await warn()
    expect((await messages()).map(({ subject }) => subject)).toEqual([
      'Your balance with Test Broker is down to £40.00',
      'Your balance with Test Broker is down to £30.00',
    ])
  })

  it('promises that a hold is no spending: the balance is the same', async () => {
    await writeTransfer(
      testDb(),
      { id: 'h', party: 1, kind: 'adjustment', debit: 'available', credit: 'held', amountMinor: 9000 },
      now,
    ).run()
    expect(await jobIds()).toEqual([])
  })

  it('promises nothing of a commit that was refused', async () => {
    await expect(testDb().batch([move(-6000), move(-1, { kind: 'nothing' })])).rejects.toThrow()
    expect(await jobIds()).toEqual([])
  })

  it('promises a partner without a contact address the message where its leads go', async () => {
    const email = { to: ['leads@example.com', 'desk@example.com'], templateId: null }
    await set(`contact_email = NULL, delivery = '${JSON.stringify({ email, internet: null })}'`)
    await move(-6000).run()
    await warn()
    expect((await messages()).map(({ recipients }) => recipients).sort()).toEqual([
      '["desk@example.com"]',
      '["leads@example.com"]',
    ])
  })

  it('promises the broker what nobody else can get, and why it came', async () => {
    await set(`contact_email = NULL, delivery = '{"email":null,"internet":null}'`)
    await move(-6000).run()
    await warn()
    const [message] = await messages()
    expect(message!.body).toContain('Northside Windows has no address for messages, so this came to you.')
  })

  it('promises the e-mail always, and a text where it is wanted and there is a number', async () => {
    await set('low_funds_text = 1')
    await move(-6000).run()
    await warn()
    expect(await messages()).toMatchObject([{ recipients: '["owner@example.com"]' }])
    await set("mobile = '+447700900123'")
    await testDb().batch([move(6000), move(-6000)])
    await warn()
    const all = await messages()
    expect(all).toHaveLength(3)
    expect(all.find(({ id }) => id.startsWith('text:'))).toMatchObject({
      body: expect.stringContaining('your balance is down to £40.00'),
    })
  })

  it('promises nothing to a partner that is closed or has taken its threshold away by then', async () => {
    await move(-6000).run()
    await set('low_funds_threshold = NULL')
    await warn()
    await testDb().batch([move(6000)])
    await set("low_funds_threshold = 5000, status = 'closed'")
    await move(-6000).run()
    await warn()
    expect([await messages(), await jobIds()]).toEqual([[], []])
  })
})
