import { beforeEach, describe, expect, it } from 'vitest'
import { signStatement } from '../../../worker/operations/statements/read-statements.ts'
import { statementLink } from '../../../worker/operations/statements/statement-link.ts'
import { topUpLink } from '../../../worker/operations/top-ups/top-up-link.ts'
import { client } from '../../support/client.ts'
import { rows } from '../../support/config.ts'
import { testCtx, testDb } from '../../support/ctx.ts'
import { doAtPayPal, eventsOf, paypalEnv } from '../../support/paypal.ts'
import { setPreferences } from '../../support/preferences.ts'
import { settledFetch } from '../../support/settled-fetch.ts'
import { buildWorld } from '../../support/world.ts'
import { writeKeys } from '../../support/world-keys.ts'

const fetchPage = () => settledFetch({ env: paypalEnv() })

const origin = 'https://baton.example.com'

const open = async (path: string) => {
  const response = await fetchPage()(new Request(`${origin}${path}`))
  return { status: response.status, headers: response.headers, body: await response.text() }
}

const send = async (path: string, form: Record<string, string>) => {
  const response = await fetchPage()(
    new Request(`${origin}${path}`, { method: 'POST', body: new URLSearchParams(form) }),
  )
  return { status: response.status, location: response.headers.get('Location'), body: await response.text() }
}

const linkOf = async (partnerId = 1, entry: 'portal' | 'sign_up' = 'portal', now = Date.now()) =>
  (await topUpLink(testCtx({ now }), { partnerId, entry })).path

const lastOrder = async () =>
  (
    await rows<{ id: string; order_id: string; approve_url: string }>(
      'SELECT id, order_id, approve_url FROM top_ups ORDER BY created_at DESC LIMIT 1',
    )
  )[0]!

beforeEach(async () => {
  await buildWorld(testDb(), {
    partners: [{ id: 1, balance: 3850, name: 'Northside <b>Windows</b>' }, { id: 2 }],
    preferences: { paypalPortal: true, paypalSignUp: true, vatBps: 2000 },
  })
})

describe('the page for paying in', () => {
  it.each(['portal', 'sign_up'] as const)(
    'promises %s a page without script, for nobody to frame, keep or learn of',
    async (entry) => {
      const { status, headers, body } = await open(await linkOf(1, entry))
      expect(status).toBe(200)
      expect(headers.get('Content-Security-Policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'/)
      expect([headers.get('Cache-Control'), headers.get('Referrer-Policy')]).toEqual(['no-store', 'same-origin'])
      expect(body).not.toMatch(/<script|<link rel="stylesheet"|src="http/)
      expect(body.match(/<h1/g)).toHaveLength(1)
      expect(body).toContain('Northside &lt;b>Windows')
      expect(body).toContain('£38.50')
      expect(body).toContain('£41.67 credit and £8.33 VAT (20 %)')
    },
  )

  it('promises nothing behind a link that has ended, was changed, or is somebody else’s', async () => {
    const link = await linkOf()
    const wrong = [
      await linkOf(1, 'portal', Date.now() - 2 * 3_600_000 - 1),
      link.replace('/funds/1-', '/funds/2-'),
      link.replace('-1-', '-0-'),
      link.slice(0, -1),
      '/funds/nothing',
    ]
    for (const path of wrong) {
      const { status, body } = await open(path)
      expect([path, status]).toEqual([path, 404])
      expect(body).not.toContain('Windows')
    }
  })

  it('promises that it is gone where PayPal is off, for sign-up and portal separately', async () => {
    await testDb().batch(setPreferences(testDb(), { paypalPortal: false }))
    expect((await open(await linkOf(1, 'portal'))).status).toBe(404)
    expect((await open(await linkOf(1, 'sign_up'))).status).toBe(200)
    expect((await send(await linkOf(1, 'portal'), { amount: '5000' })).status).toBe(404)
  })

  it.each([
    [{ amount: 'other', typed: '' }, 'Give an amount'],
    [{ amount: 'other', typed: 'lots' }, 'Give an amount'],
    [{ amount: 'other', typed: '12.345' }, 'Give an amount'],
    [{ amount: 'other', typed: '5' }, 'at least £10.00'],
    [{ amount: 'other', typed: '10000.01' }, 'at most £10,000.00'],
    [{ amount: '1', typed: '-50' }, 'at least £10.00'],
    [{}, 'Give an amount'],
  ])('promises to say what is wrong with %j, and to keep what was typed', async (form, said) => {
    const { status, body } = await send(await linkOf(), form as Record<string, string>)
    expect(status).toBe(422)
    expect(body).toContain(said)
    expect(body).toContain('aria-invalid="true"')
    if ('typed' in form && form.typed) expect(body).toContain(`value="${form.typed}"`)
  })

  it.each([
    ['£1,200.50', 120_050],
    [' 75 ', 7500],
    ['75.5', 7550],
  ])('promises to read %s', async (typed, gross) => {
    await send(await linkOf(), { amount: 'other', typed })
    expect(await rows('SELECT gross FROM top_ups')).toEqual([{ gross }])
  })
})

describe('the way to PayPal and back', () => {
  const begin = async () => {
    const { status, location } = await send(await linkOf(), { amount: '5000', typed: '' })
    expect([status, location]).toEqual([303, expect.stringMatching(/^\/top-ups\/top_[0-9a-f-]{36}\.[\w-]{22}\?go$/)])
    return location!.replace('?go', '')
  }

  it('promises a page that goes on to PayPal by itself, and by a link', async () => {
    const path = await begin()
    const { headers, body } = await open(`${path}?go`)
    const { approve_url: url } = await lastOrder()
    expect(headers.get('Refresh')).toBe(`0;url=${url}`)
    expect(body).toContain(`href="${url}"`)
  })

  it('promises the payer who comes back what is in the books, and the receipt', async () => {
    const path = await begin()
    const { order_id: order } = await lastOrder()
    await doAtPayPal('approve', order, 'completed')
    const back = await open(`${path}/return?token=${order}&PayerID=X`)
    expect([back.status, back.headers.get('Location')]).toEqual([303, `${path}?back`])
    const { body } = await open(`${path}?back`)
    expect(body).toContain('Thank you, your payment is here')
    expect(body).toContain('£41.67')
    const receipt = await open(`${path}/receipt`)
    expect(receipt.body).toMatch(/<time datetime="[\dT:.-]+Z">\d{1,2} [A-Z][a-z]+ \d{4}<\/time>/)
    expect(receipt.body).toMatch(/Receipt 1[\s\S]*£41\.67[\s\S]*VAT \(20 %\)[\s\S]*£8\.33[\s\S]*£50\.00/)
  })

  it('promises no thanks for a return that nothing was paid for', async () => {
    const path = await begin()
    const { order_id: order } = await lastOrder()
    await open(`${path}/return?token=${order}&PayerID=X&paid=true`)
    const { headers, body } = await open(`${path}?back`)
    expect(body).toContain('Checking your payment')
    expect(headers.get('Refresh')).toBe(`4;url=${path}?checked`)
    expect((await open(`${path}?checked`)).body).toContain('Not paid yet')
    expect((await open(`${path}/receipt`)).status).toBe(303)
  })

  it.each([
    ['pending', 'PayPal is checking your payment'],
    ['declined', 'Your payment did not go through'],
    ['instrument-declined', 'Your payment did not go through'],
  ])('promises plain words for %s', async (outcome, title) => {
    const path = await begin()
    const { order_id: order } = await lastOrder()
    await doAtPayPal('approve', order, outcome)
    await open(`${path}/return?token=${order}`)
    expect((await open(`${path}?back`)).body).toContain(title)
  })

  it('promises that turning back at PayPal takes and changes nothing', async () => {
    const path = await begin()
    expect((await open(`${path}/cancel?token=X`)).headers.get('Location')).toBe(path)
    const { body } = await open(path)
    expect(body).toContain('Not paid yet')
    expect(body).toContain('Go on at PayPal')
    expect(body).toContain('Start again')
  })

  it('promises that nobody finds the page of a payment by its id', async () => {
    const path = await begin()
    for (const wrong of [path.split('.')[0]!, `${path}x`, `${path.slice(0, -2)}zz`])
      expect([(await open(wrong)).status, (await open(`${wrong}/receipt`)).status]).toEqual([404, 404])
  })
})

describe('POST /hooks/paypal', () => {
  const post = async (body: string, headers: Record<string, string>) =>
    (await fetchPage()(new Request(`${origin}/hooks/paypal`, { method: 'POST', body, headers }))).status

  it('promises that an event credits what the payer never came back for', async () => {
    await send(await linkOf(), { amount: '5000', typed: '' })
    const { id, order_id: order } = await lastOrder()
    await doAtPayPal('approve', order, 'completed')
    const [event] = await eventsOf(id)
    expect(await post(event!.body, event!.headers)).toBe(204)
    expect(await rows("SELECT amount FROM transfers WHERE id LIKE 'topup:%' ORDER BY n")).toEqual([
      { amount: 4167 },
      { amount: 833 },
    ])
  })

  it('promises to refuse what lacks a signature, is too large, or comes where PayPal is not configured', async () => {
    await send(await linkOf(), { amount: '5000', typed: '' })
    const { id, order_id: order } = await lastOrder()
    await doAtPayPal('approve', order, 'completed')
    const [{ body, headers } = { body: '', headers: {} as Record<string, string> }] = await eventsOf(id)
    for (const name of Object.keys(headers).filter((each) => each.startsWith('PAYPAL-'))) {
      const { [name]: _, ...rest } = headers
      expect([name, await post(body, rest)]).toEqual([name, 422])
    }
    expect(await post(`{"x":"${'x'.repeat(70_000)}"}`, headers)).toBe(413)
    expect(await post('no JSON', headers)).toBe(204)
    const without = settledFetch({ env: { PAYPAL_CLIENT_ID: '' } })
    expect((await without(new Request(`${origin}/hooks/paypal`, { method: 'POST', body, headers }))).status).toBe(404)
  })
})

describe('PayPal for the broker', () => {
  it('promises a trial that says what to mend', async () => {
    const [key] = await writeKeys(testDb(), [{ kind: 'admin' }])
    const findingsWith = async (change: object) => {
      const admin = client({ key: key!, fetch: settledFetch({ env: { ...paypalEnv(), ...change } }) })
      const { id } = (await admin.post('/v1/paypal/test')).body
      const { lastTrial } = (await admin.get('/v1/paypal')).body
      expect([lastTrial.id, lastTrial.ok]).toEqual([id, lastTrial.findings.length === 0])
      return lastTrial.findings
    }
    expect(await findingsWith({})).toEqual([])
    expect(await findingsWith({ PAYPAL_CLIENT_SECRET: 'wrong' })).toEqual([
      'PayPal does not know these credentials: check PAYPAL_CLIENT_ID and PAYPAL_CLIENT_SECRET.',
    ])
    expect(await findingsWith({ PAYPAL_WEBHOOK_ID: 'WH-OTHER' })).toEqual([
      expect.stringContaining('PAYPAL_WEBHOOK_ID'),
    ])
    expect(await findingsWith({ PAYPAL_BASE_URL: 'http://127.0.0.1:1' })).toHaveLength(1)
    expect(await findingsWith({ PAYPAL_CLIENT_ID: '' })).toEqual([expect.stringContaining('not configured')])
  })

  it('promises terms that agree with one another', async () => {
    const [key] = await writeKeys(testDb(), [{ kind: 'admin' }])
    const admin = client({ key: key! })
    const gbp = (amount: number, currency = 'GBP') => ({ amount, currency })
    const errorsOf = async (change: object) =>
      (await admin.patch('/v1/preferences', change)).body.errors?.map(
        ({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`,
      )
    expect(await errorsOf({ topUpMinimum: gbp(5000, 'EUR') })).toEqual(['/topUpMinimum/currency WRONG_CURRENCY'])
    expect(await errorsOf({ topUpMinimum: gbp(5000), topUpMaximum: gbp(4000) })).toEqual([
      '/topUpMaximum MINIMUM_ABOVE_MAXIMUM',
    ])
    expect(await errorsOf({ topUpMaximum: gbp(20_000), topUpSuggested: [gbp(5000), gbp(30_000)] })).toEqual([
      '/topUpSuggested/1 OUT_OF_RANGE',
    ])
    expect(await errorsOf({ topUpMinimum: gbp(0) })).toEqual(['/topUpMinimum INVALID'])
    expect(
      await errorsOf({ topUpMinimum: gbp(2000), topUpMaximum: gbp(20_000), topUpSuggested: [gbp(2000)] }),
    ).toBeUndefined()
    expect((await admin.get('/v1/paypal')).body).toMatchObject({
      minimum: gbp(2000),
      maximum: gbp(20_000),
      suggested: [gbp(2000)],
    })
  })
})

describe('a statement as CSV and as a page', () => {
  it('promises exact money, and no formula', async () => {
    const [key] = await writeKeys(testDb(), [{ kind: 'admin' }])
    const admin = client({ key: key! })
    const post = (body: object) => admin.post('/v1/partners/ptn_1/transactions', body)
    await post({ kind: 'adjustment', amount: { amount: -3905, currency: 'GBP' }, reason: '=1+1 agreed' })
    const { body, headers } = await admin.get('/v1/partners/ptn_1/statement?format=csv')
    expect(headers.get('Content-Type')).toContain('text/csv')
    const [names, first] = String(body).split('\r\n')
    expect(names).toContain('amount,balance,held,available,payable,currency')
    expect(first).toContain('39.05,-0.55,0.00,-0.55,0.00,GBP')
    expect(first).toContain('"Adjustment, taken off: =1+1 agreed"')
  })

  it('promises a page to print behind its own link only, and the keys to everybody', async () => {
    const ctx = testCtx({ now: Date.now() })
    await signStatement(ctx, { partnerId: 1, month: 202001 })
    const { path } = await statementLink(ctx, { partnerId: 1, month: 202001 })
    const { status, body } = await open(path)
    expect(status).toBe(200)
    expect(body).toMatch(/Opening balance[\s\S]*Closing balance/)
    expect((await open(path.replace('/statements/1-', '/statements/2-'))).status).toBe(404)
    const keys = await open('/.well-known/baton-statement-keys.json')
    expect(JSON.parse(keys.body).keys).toMatchObject([{ algorithm: 'Ed25519', current: true }])
    expect(keys.headers.get('Access-Control-Allow-Origin')).toBe('*')
  })
})
