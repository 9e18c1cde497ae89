import { beforeEach, describe, expect, it } from 'vitest'
import { setPreferences } from '../../support/preferences.ts'
import { db } from '../../support/seed-access.ts'
import { seedLogin } from '../../support/seed-login.ts'
import { answers, codeIdOf, hiddenOf, post, secretOf, seedSignUp, signUp, visit } from '../../support/sign-up.ts'

beforeEach(seedSignUp)

const rows = async (sql: string): Promise<Record<string, unknown>[]> =>
  (await db().prepare(sql).all<Record<string, unknown>>()).results

const partners = () => rows('SELECT * FROM partners WHERE id > 1')

async function confirmed(changes: Record<string, string | string[]> = {}): Promise<Response> {
  const codeId = codeIdOf(await signUp(changes))
  return post(`/signup/confirm/${codeId}`, { code: (await secretOf(codeId)).digits })
}

const mailbox = (): Promise<Record<string, unknown>[]> =>
  rows('SELECT recipients, subject, body FROM mailbox ORDER BY subject, recipients')

describe('signing up promises that', () => {
  it('a stranger who confirms becomes a pending buyer with setups, a login and a session', async () => {
    const response = await confirmed()
    expect([response.status, response.headers.get('Location')]).toEqual([303, '/signup/done'])
    expect(response.headers.get('Set-Cookie')).toMatch(/^__Host-baton=bts_[\w-]{44}; Path=\/; HttpOnly; SameSite=Lax/)
    expect(await partners()).toMatchObject([
      {
        id: 2,
        version: 1,
        name: 'Northside Heating',
        status: 'pending',
        buys: 1,
        introduces: 0,
        contact_email: 'robin@example.com',
        contact_name: 'Robin Example',
        phone: '020 7946 0123',
        website: 'https://www.example.com',
        address: '1 Example Street\nLondon NW1 1AA',
        schedule: '{"windows":[{"days":[1,2],"from":"09:00","to":"17:30"}]}',
        delivery: '{"email":{"to":["robin@example.com"],"templateId":null},"internet":null}',
      },
    ])
    expect(await rows('SELECT partner_id, lead_type_id, active, price FROM setups')).toEqual([
      { partner_id: 2, lead_type_id: 1, active: 1, price: null },
    ])
    expect(await rows('SELECT count(*) AS n FROM setup_places')).toEqual([{ n: 3 }])
    expect(await rows('SELECT partner_id, email, access FROM logins')).toEqual([
      { partner_id: 2, email: 'robin@example.com', access: 'full' },
    ])
    expect(await rows('SELECT login_id FROM sessions')).toEqual([{ login_id: 1 }])
  })

  it('all of it stands in history, by the person who did it, with what they agreed to', async () => {
    await confirmed()
    const history = await rows("SELECT id, event, actor, data FROM history WHERE actor = 'lgn_1' ORDER BY id")
    expect(history.map(({ id, event }) => [String(id).slice(0, 5), event])).toEqual([
      ['lgn_1', 'signed_up'],
      ['ptn_2', 'signed_up'],
      ['ses_0', 'signed_in'],
      ['set_1', 'created'],
    ])
    expect(String(history[1]!.data)).toContain('I act for this company. Example Broker may keep these details')
  })

  it('the nominated users are told, and nobody is charged or sent anything else', async () => {
    await confirmed()
    const mails = await mailbox()
    expect(mails.map(({ recipients, subject }) => [recipients, subject])).toEqual([
      ['["robin@example.com"]', 'Confirm your e-mail address for Example Broker'],
      ['["desk@example.com"]', 'Northside Heating has signed up'],
      ['["head@example.com"]', 'Northside Heating has signed up'],
    ])
  })

  it('before it is confirmed there is no partner, and nothing personal in history', async () => {
    await signUp()
    expect(await partners()).toEqual([])
    expect(JSON.stringify(await rows('SELECT * FROM history'))).not.toContain('robin@')
  })

  it('the link of the letter leads to a page that uses nothing up, and its button confirms', async () => {
    const codeId = codeIdOf(await signUp())
    const mail = (await mailbox()).find(({ subject }) => String(subject).startsWith('Confirm'))!
    const path = new URL(/https:\S+/.exec(String(mail.body))![0]).href.replace('https://baton.example.com', '')
    expect(path).toContain(codeId)
    expect((await visit(path)).status).toBe(200)
    expect((await visit(path)).status).toBe(200)
    expect(await partners()).toEqual([])
    const code = new URL(path, 'https://x.example').searchParams.get('code')!
    expect((await post(path.split('?')[0]!, { code })).status).toBe(303)
    expect(await partners()).toHaveLength(1)
  })

  it('confirming twice, one after the other or at once, makes one partner', async () => {
    const codeId = codeIdOf(await signUp())
    const { digits } = await secretOf(codeId)
    const all = await Promise.all(Array.from({ length: 4 }, () => post(`/signup/confirm/${codeId}`, { code: digits })))
    const late = await post(`/signup/confirm/${codeId}`, { code: digits })
    expect(all.filter(({ status }) => status === 303)).toHaveLength(1)
    expect(late.status).toBe(422)
    expect(await partners()).toHaveLength(1)
  })

  it('a form that is sent twice sends one letter', async () => {
    const hidden = await hiddenOf(await visit('/signup'))
    const both = await Promise.all([
      post('/signup', { ...answers, ...hidden }),
      post('/signup', { ...answers, ...hidden }),
    ])
    expect(new Set(both.map(codeIdOf)).size).toBe(1)
    expect(await mailbox()).toHaveLength(1)
  })

  it('other answers on the same page are another sign-up', async () => {
    const hidden = await hiddenOf(await visit('/signup'))
    const one = codeIdOf(await post('/signup', { ...answers, ...hidden }))
    const two = codeIdOf(await post('/signup', { ...answers, ...hidden, company: 'Southside Heating' }))
    expect(two).not.toBe(one)
  })

  it('a known address gets the same page and rows, and a letter that says so', async () => {
    const unknown = await signUp()
    const mailsBefore = await mailbox()
    const strangersRows = await rows('SELECT purpose, login_id, tries, used_at FROM codes')
    await db().batch([db().prepare('DELETE FROM codes'), db().prepare('DELETE FROM throttles')])
    await seedLogin({ email: 'Robin@example.com' })
    const known = await signUp()
    expect(known.status).toBe(unknown.status)
    expect(known.headers.get('Location')).toMatch(/^\/signup\/sent\/code_/)
    expect(await rows('SELECT purpose, login_id, tries, used_at FROM codes')).toEqual(strangersRows)
    const texts = await Promise.all(
      [unknown, known].map(async (it) => (await visit(it.headers.get('Location')!)).text()),
    )
    const [one, two] = texts.map((text) => text.replaceAll(/code_[0-9a-f-]+/g, ''))
    expect(one).toBe(two)
    expect((await mailbox()).map(({ subject }) => subject)).toEqual([
      ...mailsBefore.map(({ subject }) => subject),
      'You have a login with Example Broker already',
    ])
  })

  it('an address that came to be known meanwhile makes no second partner', async () => {
    const codeId = codeIdOf(await signUp())
    await seedLogin({ email: 'robin@example.com' })
    const page = await post(`/signup/confirm/${codeId}`, { code: (await secretOf(codeId)).digits })
    expect(await page.text()).toContain('You have a login already')
    expect(await partners()).toEqual([])
  })

  it('a lead type that is taken off the offer meanwhile is left out', async () => {
    const codeId = codeIdOf(await signUp())
    await db().prepare('UPDATE lead_types SET self_service = 0, version = 2').run()
    await post(`/signup/confirm/${codeId}`, { code: (await secretOf(codeId)).digits })
    expect([(await partners()).length, (await rows('SELECT id FROM setups')).length]).toEqual([1, 0])
  })

  it('a pending buyer has a turn in the queue and stays out of every lead until it is active', async () => {
    await confirmed({ where: 'all' })
    expect((await rows('SELECT setup_id FROM turns')).length).toBe(1)
  })

  it.each(['/signup', '/NewBuyer.php', '/signup/done', '/signup/sent/x', '/signup/confirm/x'])(
    '%s is as absent as any missing page while sign-up is off (F5)',
    async (path) => {
      await db().batch(setPreferences(db(), { buyerSignUp: false }))
      const [off, missing] = [await visit(path), await visit('/no-such-page')]
      const shape = async (response: Response) => ({ ...(await response.json<object>()), requestId: '' })
      expect([off.status, await shape(off)]).toEqual([404, await shape(missing)])
    },
  )

  it('what was on its way when sign-up was turned off makes no partner', async () => {
    const codeId = codeIdOf(await signUp())
    await db().batch(setPreferences(db(), { buyerSignUp: false }))
    expect((await post(`/signup/confirm/${codeId}`, { code: (await secretOf(codeId)).digits })).status).toBe(404)
    expect(await partners()).toEqual([])
  })

  it('it tells all that a lead is charged, and nothing of what it costs the broker (F39)', async () => {
    const charges = JSON.stringify([
      { point: 'qualified', amountMinor: 500, costBps: 0 },
      { point: 'converted', amountMinor: 2000, costBps: 2500 },
      { point: 'accepted', amountMinor: 0, costBps: 1000 },
    ])
    await db().prepare('UPDATE lead_types SET charges = ?, version = version + 1 WHERE id = 1').bind(charges).run()
    const page = await (await visit('/signup')).text()
    expect(page).toContain('Also £5.00, once the lead is qualified.')
    expect(page).toContain(
      'Also £20.00 and an amount that differs with every lead, once the lead has become a customer.',
    )
    expect(page).toContain('Also an amount that differs with every lead, with the lead.')
    expect(page).not.toMatch(/25 ?%|10 ?%/)
  })

  it('the old address shows the same page', async () => {
    const strip = (html: string) => html.replaceAll(/value="(code_|[a-z0-9]+\.)[^"]*"/g, '')
    expect(strip(await (await visit('/NewBuyer.php')).text())).toBe(strip(await (await visit('/signup')).text()))
  })
})

describe('what is wrong with a sign-up', () => {
  const mistakes: [field: string, changes: Record<string, string | string[]>, said: string][] = [
    ['company', { company: ' ' }, 'This must not be empty.'],
    ['contactName', { contactName: '' }, 'This must not be empty.'],
    ['phone', { phone: '12' }, 'Expected a telephone number'],
    ['email', { email: 'robin' }, 'Expected an e-mail address.'],
    ['website', { website: 'javascript:alert(1)' }, 'Expected an address such as https://www.example.com.'],
    ['address', { address: '' }, 'This must not be empty.'],
    ['schedule', { day: [] }, 'Tick the days on which you are open.'],
    ['schedule', { 'from-2': '' }, 'Tuesday: Expected a time such as 09:00.'],
    ['leadTypeIds', { type: [] }, 'Choose at least one kind of lead.'],
    ['leadTypeIds', { type: ['typ_9'] }, 'One of these is not on offer any more.'],
    ['places', { where: [] }, 'Choose where you want leads from'],
    ['places', { area: [], districts: '' }, 'Choose where you want leads from'],
    ['places', { districts: 'XX1' }, '&quot;XX1&quot; is no place.'],
    ['places', { area: ['NW'], districts: 'NW1' }, 'NW1 lies in NW, which is selected as well.'],
    ['agreedTo', { terms: [] }, 'Tick this to go on.'],
  ]

  it.each(mistakes)('promises to be said at %s: %j', async (field, changes, said) => {
    const response = await signUp(changes)
    const html = await response.text()
    expect(response.status).toBe(422)
    expect(html).toContain(`href="#${field}"`)
    expect(/<span class="error" id="(\w+)-error">/.exec(html)![1]).toBe(field)
    expect(html.replaceAll('"', '&quot;')).toContain(said)
    expect(await rows('SELECT id FROM codes')).toEqual([])
  })

  it('promises to be said all at once, with everything as it was typed', async () => {
    const html = await (await signUp({ company: '', phone: 'x', email: '', terms: [] })).text()
    expect([...html.matchAll(/id="(\w+)-error"/g)].map(([, field]) => field)).toEqual([
      'company',
      'phone',
      'email',
      'agreedTo',
    ])
    expect(html).toContain('value="Robin Example"')
    expect(html).toContain('>NW1, nw3</textarea>')
    expect(html).toMatch(/name="area" value="SE" checked/)
    expect(html).toMatch(/name="day" value="2" checked/)
    expect(html).not.toMatch(/name="day" value="3" checked/)
  })

  it('promises that nothing typed becomes markup', async () => {
    const html = await (await signUp({ company: '"><script>alert(1)</script>', email: '' })).text()
    expect(html).not.toContain('<script>')
  })

  it('promises that whoever is too quick is told just that', async () => {
    const token = /name="form-token" value="([^"]+)"/
    const html = await (await visit('/signup')).text()
    const id = /name="page-id" value="([^"]+)"/.exec(html)![1]!
    const response = await signUp({ 'page-id': id, 'form-token': token.exec(html)![1]! })
    expect(await response.text()).toContain('That was quick: please press the button once more.')
  })

  it.each([
    ['a filled trap', { 'home-page': 'https://spam.example' }, {}],
    ['a token of another page', { 'form-token': 'x.y' }, {}],
    ['a form on another website', {}, { Origin: 'https://foreign.example' }],
    ['a form on another website, as browsers say it', {}, { 'Sec-Fetch-Site': 'cross-site' }],
  ])('promises that %s is put to the person and sends nothing', async (_what, changes, headers) => {
    const response = await signUp(changes, headers)
    expect([response.status, (await response.text()).includes('press the button once more')]).toEqual([409, true])
    expect(await mailbox()).toEqual([])
  })

  it('promises that one address is written to three times an hour, and that the fourth time says when', async () => {
    for (let n = 0; n < 3; n += 1) expect((await signUp()).status).toBe(303)
    const fourth = await signUp()
    expect([fourth.status, Number(fourth.headers.get('Retry-After')) > 60]).toEqual([429, true])
    expect(await fourth.text()).toContain('Too many tries. Try again in')
    expect((await rows('SELECT id FROM codes')).length).toBe(3)
  })

  it('promises that one place signs up twenty times an hour at most', async () => {
    const from = { 'CF-Connecting-IP': '192.0.2.7' }
    const statuses = []
    for (let n = 0; n < 21; n += 1) statuses.push((await signUp({ email: `p${n}@example.com` }, from)).status)
    expect(statuses).toEqual([...Array(20).fill(303), 429])
    expect((await signUp({}, { 'CF-Connecting-IP': '192.0.2.8' })).status).toBe(303)
    expect(JSON.stringify(await rows('SELECT * FROM throttles'))).not.toMatch(/192|example/)
  })
})
