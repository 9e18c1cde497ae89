import { describe, expect, it } from 'vitest'
import { type ReferralState, referralStates } from '../../../contract/referral.ts'
import type { Actor } from '../../../worker/context.ts'
import { ownTry } from '../../../worker/operations/referrals/own-try.ts'

const partner: Actor = { kind: 'partner', keyId: 1, keyVersion: 1, partnerId: 1 }
const admin: Actor = { kind: 'admin', keyId: 2, keyVersion: 1 }

const requestOf = (actor: Actor, state: ReferralState, isAnswered: boolean, reached = isAnswered): unknown => {
  const raw = JSON.stringify({ request: 'the lead', answer: isAnswered ? { status: 200 } : null })
  return ownTry({ actor }, { version: 2, at: 0, data: JSON.stringify({ retryAt: null, reached }), raw }, state).request
}

describe('what was sent, in the delivery log', () => {
  it.each(referralStates)('promises the broker all of it: %s', (state) => {
    for (const isAnswered of [true, false]) expect(requestOf(admin, state, isAnswered)).toBe('the lead')
  })

  it.each(referralStates)('promises a partner what is its own, or what its server has seen: %s', (state) => {
    const isOwn = ['accepted', 'delivered'].includes(state)
    const isOver = ['returned', 'unreferred'].includes(state)
    expect(requestOf(partner, state, true)).toBe(isOver ? null : 'the lead')
    expect(requestOf(partner, state, false)).toBe(isOwn ? 'the lead' : null)
  })

  it('promises a partner nothing of a letter that its mail server would not take for anybody', () => {
    expect(requestOf(partner, 'failed', true, false)).toBeNull()
  })
})
