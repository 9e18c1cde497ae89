import { describe, expect, it } from 'vitest'
import { brokerSettings, readFlags } from '../../../scripts/keys/settings.ts'

const good = { zone: 'Europe/London', currency: 'GBP', broker: 'Hearth & Home Leads', email: 'office@example.com' }

describe('npm run keys', () => {
  it('promises sensible answers to what was not said', () => {
    expect(readFlags([])).toEqual({ local: false, name: 'First admin key', zone: 'Europe/London', currency: 'GBP' })
  })

  it('promises to say how it is used when a flag is misspelt', () => {
    expect(() => readFlags(['--brocker', 'x'])).toThrow(/--brocker[\s\S]*npm run keys --/)
  })

  it('promises the broker that was described', () => {
    expect(brokerSettings(good)).toEqual({
      name: 'Hearth & Home Leads',
      zone: 'Europe/London',
      currency: 'GBP',
      notifyEmail: 'office@example.com',
    })
  })

  it('promises to name everything that is wrong at once, by its flag', () => {
    const wrong = { broker: '', email: 'nobody', zone: 'Mars/One', currency: 'pounds' }
    expect(() => brokerSettings(wrong)).toThrow(/--broker:[\s\S]*--zone:[\s\S]*--currency:[\s\S]*--email:/)
  })
})
