import { expect, it } from 'vitest'
import { type Followed, type Followers, repriced } from '../../../../worker/domain/billing/repriced.ts'

const was: Followed = { defaultPriceMinor: 1000, nationalPriceMinor: 1500, billing: { point: 'accepted', charges: [] } }

const followers = (setups: number, given: Partial<Followers> = {}): Followers => ({
  setups,
  allAreas: false,
  followsPrice: true,
  followsBilling: true,
  ...given,
})

it('promises that a default moves whoever has no price of its own, and not whoever pays the national one', () => {
  const groups = [followers(2), followers(3, { allAreas: true }), followers(4, { followsPrice: false })]
  expect(repriced(groups, was, { ...was, defaultPriceMinor: 1200 })).toEqual({
    prices: [{ setups: 2, allAreas: false, fromMinor: 1000, toMinor: 1200 }],
    billed: 0,
  })
})

it('promises that a national price that comes or goes moves setups with all areas only', () => {
  const groups = [followers(2), followers(3, { allAreas: true })]
  expect(repriced(groups, was, { ...was, nationalPriceMinor: null }).prices).toEqual([
    { setups: 3, allAreas: true, fromMinor: 1500, toMinor: 1000 },
  ])
})

it('promises that setups with the same move are told together', () => {
  const groups = [followers(2), followers(3, { allAreas: true })]
  const plain = { ...was, nationalPriceMinor: null }
  expect(repriced(groups, plain, { ...plain, defaultPriceMinor: 900 }).prices).toEqual([
    { setups: 5, allAreas: false, fromMinor: 1000, toMinor: 900 },
  ])
})

it('promises to count who is billed otherwise, with a price of its own or not', () => {
  const groups = [followers(2), followers(4, { followsPrice: false }), followers(8, { followsBilling: false })]
  const billing = { point: 'qualified' as const, charges: [] }
  expect(repriced(groups, was, { ...was, billing })).toEqual({ prices: [], billed: 6 })
})

it('promises to say nothing where nothing moved', () => {
  expect(repriced([followers(2)], was, { ...was })).toEqual({ prices: [], billed: 0 })
})
