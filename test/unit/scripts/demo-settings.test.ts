import { describe, expect, it } from 'vitest'
import { demoSettings } from '../../../scripts/demo/demo-settings.ts'

const parts = { worker: 'http://127.0.0.1:8787', paypal: 'http://127.0.0.1:8790', random: () => 'by-lot' }

describe('the settings of the demo’s Worker', () => {
  it('promises that links in its e-mails open on this machine', () => {
    expect(demoSettings({}, parts).added.PUBLIC_URL).toBe('http://127.0.0.1:8787')
  })

  it('promises that what a person wrote into .dev.vars stays', () => {
    const own = { PUBLIC_URL: 'https://leads.example.com', PAYPAL_CLIENT_ID: 'mine', TWILIO_AUTH_TOKEN: 'mine' }
    expect(demoSettings(own, parts)).toEqual({ added: {}, textToken: 'mine' })
  })
})
