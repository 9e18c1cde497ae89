import { stripVTControlCharacters } from 'node:util'
import { describe, expect, it } from 'vitest'
import { type CardFacts, card, cardLines } from '../../../scripts/demo/card.ts'

const facts: CardFacts = {
  worker: 'http://127.0.0.1:8788',
  demo: {
    page: 'http://localhost:4301',
    hostedForm: 'http://127.0.0.1:8788/f/pk_example',
    buyer: 'http://127.0.0.1:4400',
    paypal: 'http://127.0.0.1:4500',
  },
  adminKey: 'bt_test_example',
  readyMs: 5960,
}

describe('the card', () => {
  it('promises every address that a person needs, with the ports of this run', () => {
    expect(Object.fromEntries(cardLines(facts))).toEqual({
      'Open this page': 'http://localhost:4301',
      'Hosted form': 'http://127.0.0.1:8788/f/pk_example',
      'Demo buyers': 'http://127.0.0.1:4400',
      'Sign up': 'http://127.0.0.1:8788/signup',
      'PayPal, a double': 'http://127.0.0.1:4500',
      Mailbox: 'http://127.0.0.1:8788/mailbox',
      'API reference': 'http://127.0.0.1:8788/docs',
      'Admin key': 'bt_test_example',
    })
  })

  it('promises to say how to stop, how to start over and how long it took', () => {
    const text = stripVTControlCharacters(card(facts))
    expect(text).toContain('Baton is ready (6.0 s).')
    expect(text).toContain('Ctrl-C stops everything')
    expect(text).toContain('npm run reset')
  })

  it('promises no page of a demo that is not there', () => {
    const names = cardLines({ ...facts, demo: null }).map(([name]) => name)
    expect(names).toEqual(['Mailbox', 'API reference', 'Admin key'])
    expect(card({ ...facts, demo: null })).not.toContain('Send the form')
  })
})
