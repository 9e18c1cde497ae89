import { describe, expect, it } from 'vitest'
import { type StageKind, stageKinds } from '../../../../contract/stage.ts'
import { isFinal, isNews, moveBetween, pointOf, type Standing } from '../../../../worker/domain/lead/stage.ts'

const moves: Record<StageKind, Partial<Record<StageKind, 'forward' | 'reopen'>>> = {
  new: { new: 'forward', qualified: 'forward', unqualified: 'forward' },
  qualified: { qualified: 'forward', won: 'forward', lost: 'forward', unqualified: 'forward' },
  unqualified: { unqualified: 'forward', new: 'reopen', qualified: 'reopen' },
  won: { won: 'forward', new: 'reopen', qualified: 'reopen' },
  lost: { lost: 'forward', new: 'reopen', qualified: 'reopen' },
}

describe('where a lead may go (T14): it promises that', () => {
  it.each(stageKinds.flatMap((from) => stageKinds.map((to) => [from, to, moves[from][to] ?? null] as const)))(
    'from %s to %s is %s',
    (from, to, move) => {
      expect(moveBetween(from, to)).toBe(move)
    },
  )

  it('three kinds close a lead', () => {
    expect(stageKinds.filter(isFinal)).toEqual(['unqualified', 'won', 'lost'])
  })
})

describe('conversion points (F55): it promises that', () => {
  it.each<[Standing, string | null]>([
    [{ kind: 'new', point: null }, null],
    [{ kind: 'new', point: 'validated' }, 'validated'],
    [{ kind: 'new', point: 'contacted' }, 'contacted'],
    [{ kind: 'qualified', point: null }, 'qualified'],
    [{ kind: 'unqualified', point: null }, 'invalidated'],
    [{ kind: 'won', point: null }, 'converted'],
    [{ kind: 'lost', point: null }, 'closed'],
  ])('%j stands for %s', (standing, point) => {
    expect(pointOf(standing)).toBe(point)
  })

  it.each<[Standing, Standing, boolean]>([
    [{ kind: 'new', point: 'contacted' }, { kind: 'new', point: 'contacted' }, false],
    [{ kind: 'won', point: null }, { kind: 'won', point: null }, false],
    [{ kind: 'new', point: null }, { kind: 'new', point: 'validated' }, true],
    [{ kind: 'new', point: 'contacted' }, { kind: 'new', point: 'validated' }, true],
    [{ kind: 'new', point: 'contacted' }, { kind: 'qualified', point: null }, true],
    [{ kind: 'lost', point: null }, { kind: 'qualified', point: null }, true],
  ])('from %j to %j is news: %s', (from, to, news) => {
    expect(isNews(from, to)).toBe(news)
  })
})
