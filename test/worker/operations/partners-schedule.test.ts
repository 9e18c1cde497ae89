import { beforeEach, describe, expect, it } from 'vitest'
import { updatePartner } from '../../../worker/operations/partners/update-partner.ts'
import { admin, historyOf, makeBroker, makePartner, refusal, rows } from '../../support/config.ts'
import { testCtx } from '../../support/ctx.ts'

/** Noon in London on Monday 15 June 2026. */
const now = Date.UTC(2026, 5, 15, 11)
const ctx = () => testCtx({ actor: admin, now })

const windows = [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '17:30' }]
const today = { from: '2026-06-15' }

const stored = async (): Promise<unknown[]> => {
  const [row] = await rows<{ open_from: number; open_until: number }>(
    'SELECT open_from, open_until FROM partners WHERE id = 2',
  )
  return [row!.open_from, row!.open_until].map((at) => new Date(at).toISOString())
}

beforeEach(async () => {
  await makeBroker(ctx())
  await makePartner(ctx(), { schedule: { windows } })
})

describe('the holidays of a partner (F34)', () => {
  it('promise the window that counts from now on, when they are made and when they end', async () => {
    expect(await stored()).toEqual(['2026-06-15T08:00:00.000Z', '2026-06-15T16:30:00.000Z'])
    const closed = { windows, holidays: [today, { from: '2026-06-16', to: '2026-06-18' }] }
    expect((await updatePartner(ctx(), 2, { schedule: closed })).schedule).toEqual(closed)
    expect(await stored()).toEqual(['2026-06-19T08:00:00.000Z', '2026-06-19T16:30:00.000Z'])
    await updatePartner(ctx(), 2, { schedule: { windows, holidays: [] } })
    expect(await stored()).toEqual(['2026-06-15T08:00:00.000Z', '2026-06-15T16:30:00.000Z'])
  })

  it('promise to go by the calendar of another zone when the partner moves there', async () => {
    await updatePartner(ctx(), 2, { schedule: { windows, holidays: [today] } })
    await updatePartner(ctx(), 2, { zone: 'Pacific/Kiritimati' })
    // It is 1:00 on the 16th there.
    expect(await stored()).toEqual(['2026-06-15T19:00:00.000Z', '2026-06-16T03:30:00.000Z'])
  })

  it('promise their old and new dates in history', async () => {
    await updatePartner(ctx(), 2, { schedule: { windows, holidays: [today] } })
    expect((await historyOf('ptn_2')).at(-1)).toMatchObject({
      data: { changed: { schedule: [{ windows }, { windows, holidays: [today] }] } },
    })
  })

  it.each([
    [
      'a holiday that ends before it starts',
      { holidays: [today, { from: '2026-06-18', to: '2026-06-17' }] },
      ['/schedule/holidays/1/to ENDS_BEFORE_START'],
    ],
    [
      'a window that ends when it starts',
      { windows: [{ days: [1], from: '09:00', to: '09:00' }] },
      ['/schedule/windows/0/to EMPTY_WINDOW'],
    ],
    [
      'windows that overlap',
      { windows: [...windows, { days: [5], from: '17:00', to: '18:00' }] },
      ['/schedule/windows/1 OVERLAP'],
    ],
  ])('promise to refuse %s', async (_, schedule, errors) => {
    const refused = updatePartner(ctx(), 2, { schedule: { windows, ...schedule } })
    expect(await refusal(refused)).toEqual({ code: 'INVALID_BODY', errors })
  })

  it('promise that a window over midnight is allowed', async () => {
    await updatePartner(ctx(), 2, { schedule: { windows: [{ days: [1], from: '22:00', to: '06:00' }] } })
    expect(await stored()).toEqual(['2026-06-15T21:00:00.000Z', '2026-06-16T05:00:00.000Z'])
  })
})
