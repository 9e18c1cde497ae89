import { describe, expect, it } from 'vitest'
import { referralMethods } from '../../../../contract/lead-type.ts'
import { handMethods } from '../../../../contract/refer.ts'
import { evaluate } from '../../../../worker/domain/eligibility/evaluate.ts'
import { evaluateLead } from '../../../../worker/domain/eligibility/evaluate-lead.ts'
import type { LeadState } from '../../../../worker/domain/eligibility/lead-criterion.ts'
import { mayBeRouted, methodNamed, methods, routesByItself } from '../../../../worker/domain/routing/methods.ts'
import { type FactsOverrides, facts, noon } from '../../../support/facts.ts'

/** What F15 to F18 say, beside what the code does. */
const table = [
  { id: 'immediate', byItself: true, routed: true, isCall: false, byHand: ['manual', 'appointment', 'transfer'] },
  { id: 'manual', byItself: false, routed: true, isCall: false, byHand: ['manual', 'appointment', 'transfer'] },
  { id: 'appointment', byItself: false, routed: false, isCall: false, byHand: ['appointment'] },
  { id: 'transfer', byItself: false, routed: false, isCall: true, byHand: ['transfer'] },
] as const

const lead: LeadState = {
  now: noon,
  location: 'pending',
  closedBecause: null,
  isTest: false,
  scope: 1,
  liveReferrals: 0,
  method: 'manual',
  appointmentAt: null,
}

const failing = (given: FactsOverrides): string[] => evaluate(facts(given)).map(({ code }) => code)

describe('the referral methods promise that', () => {
  it('they are those of the contract, each once', () => {
    expect(methods.map(({ id }) => id)).toEqual([...referralMethods])
    expect(table.map(({ id }) => id)).toEqual([...referralMethods])
  })

  it.each(table)('$id starts, routes and may be used by hand as the rules say', (row) => {
    expect(routesByItself(row.id)).toBe(row.byItself)
    expect(mayBeRouted(row.id)).toBe(row.routed)
    expect(methodNamed(row.id)).toMatchObject({ isCall: row.isCall, byHand: row.byHand })
  })

  it('a type without a method routes nothing by itself', () => {
    expect(routesByItself(null)).toBe(false)
  })

  it('whatever a person may name is a method, and every method but the immediate one can be named', () => {
    expect(new Set(methods.flatMap(({ byHand }) => byHand))).toEqual(new Set(handMethods))
  })

  it.each(methods)('$id asks for an appointment only where it is one', ({ id }) => {
    const codes = evaluateLead({ ...lead, method: id }).map(({ code }) => code)
    expect(codes).toEqual(id === 'appointment' ? ['APPOINTMENT_REQUIRED'] : [])
  })

  it.each(methods)('$id asks of a partner what a call or a delivery needs', ({ id, isCall }) => {
    const leadType = { referralMethod: id }
    expect(failing({ leadType, partner: { transferNumber: null } })).toEqual(isCall ? ['NO_TRANSFER_NUMBER'] : [])
    const unreachable = { transferNumber: '+442079460018', deliversByEmail: false, deliversByInternet: false }
    expect(failing({ leadType, partner: unreachable })).toEqual(isCall ? [] : ['NO_DELIVERY'])
    const asleep = { transferNumber: '+442079460018', openFrom: noon + 1, queuesUntilOpen: true }
    expect(failing({ leadType, partner: asleep })).toEqual(isCall ? ['OUTSIDE_SCHEDULE'] : [])
  })
})
