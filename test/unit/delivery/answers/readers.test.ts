import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { answerReaderIds } from '../../../../contract/answer-rule.ts'
import { answerReaders } from '../../../../worker/delivery/answers/readers.ts'
import { anAnswer, readBy } from '../../../support/answer.ts'

const byReader = (reader: (typeof answerReaderIds)[number], status: number, body: unknown) =>
  readBy({ kind: 'reader', reader }, anAnswer(status, body))

describe('the ready-made readers promise that', () => {
  it('each file is listed under its own name, and each has a title', () => {
    const files = readdirSync('worker/delivery/answers/readers').map((file) => file.replace(/\.ts$/, ''))
    expect([...answerReaderIds].sort()).toEqual(files.sort())
    for (const id of answerReaderIds) expect(answerReaders[id]).toMatchObject({ id, title: expect.any(String) })
  })

  const examples = answerReaderIds.flatMap((id) =>
    answerReaders[id].examples.map(({ body, outcome }) => [id, body, outcome] as const),
  )
  it.each(examples)('%s reads %s as %s', (id, body, outcome) => {
    expect(byReader(id, 200, body).outcome).toBe(outcome)
  })

  it.each(examples)('%s never makes an acceptance of a refusal, nor ends what is to be tried again: %s', (id, body) => {
    expect(byReader(id, 403, body).outcome).not.toBe('accepted')
    expect(byReader(id, 503, body).outcome).toBe('error_retryable')
    expect(byReader(id, 410, body).disable).toBe(true)
  })

  it.each(answerReaderIds)('%s leaves it unknown what another answer means', (id) => {
    for (const body of [
      '',
      'OK',
      '{}',
      '[]',
      'null',
      '7',
      '<html></html>',
      '{"code":',
      '<a',
      '<response/>',
      '{"outcome":{}}',
    ])
      expect(byReader(id, 200, body), body).toMatchObject({ outcome: 'unknown', price: null })
    expect(byReader(id, 500, 'Sorry').outcome).toBe('error_retryable')
    expect(byReader(id, 404, 'Sorry').outcome).toBe('error_final')
  })
})

describe('LeadByte’s codes promise that', () => {
  it.each([
    [1, 'accepted'],
    [-2, 'duplicate'],
    [-3, 'error_retryable'],
    [-4, 'rejected'],
    [-5, 'rejected'],
    [-7, 'error_final'],
    [-8, 'rejected'],
    [-9, 'error_final'],
    [-10, 'rejected'],
    [-11, 'rejected'],
    [-12, 'rejected'],
    [-13, 'rejected'],
    [-14, 'rejected'],
    [-15, 'rejected'],
    [-16, 'rejected'],
    [-100, 'error_retryable'],
    [-77, 'rejected'],
    ['-2', 'duplicate'],
    [0, 'unknown'],
    [2, 'unknown'],
    [1.5, 'unknown'],
    [null, 'unknown'],
  ])('%s is %s', (code, outcome) => {
    expect(byReader('leadbyte', 200, { code, response: 'Words', info: ['more'] }).outcome).toBe(outcome)
  })

  it('its lead id, its queue id and its words are kept', () => {
    expect(byReader('leadbyte', 200, { code: 1, response: 'OK', leadId: 4711 })).toMatchObject({
      remoteId: '4711',
      reason: null,
    })
    expect(byReader('leadbyte', 200, { code: 1, results: [{ queueId: 'q-1', code: 1 }] }).remoteId).toBe('q-1')
    expect(byReader('leadbyte', 200, { code: -5, response: 'Invalid', info: ['phone'] }).reason).toBe('Invalid: phone')
  })

  it('a queue that turns its one lead down turns it down', () => {
    const body = { status: 'Success', code: 1, results: [{ code: -2, message: 'Duplicate' }] }
    expect(byReader('leadbyte', 200, body)).toMatchObject({ outcome: 'duplicate', reason: 'Duplicate' })
  })
})

describe('LeadExec’s response types promise that', () => {
  const post = (type: string | number, valid: boolean | '' = false) =>
    `<PostResponse><PostID>P-1</PostID><isValidPost>${valid}</isValidPost><ResponseType>${type}</ResponseType><LeadIdentifier>L-7</LeadIdentifier><Price>12.50</Price><RedirectURL/></PostResponse>`

  it.each([
    [0, 'No_Error', true, 'accepted'],
    [1, 'System_ID_Missing', false, 'error_final'],
    [2, 'LeadType_ID_Missing', false, 'error_final'],
    [3, 'Vendor_ID_Missing', false, 'error_final'],
    [4, 'No_Account_Found', false, 'error_final'],
    [5, 'Outside_Criteria', false, 'rejected'],
    [6, 'Duplicate_Lead', false, 'duplicate'],
    [7, 'Account_Disabled', false, 'error_final'],
    [8, 'Post_Over_Max', false, 'rejected'],
    [9, 'Data_Errors', false, 'rejected'],
  ])('%i, %s (valid: %s) is %s', (number, name, valid, outcome) => {
    expect(byReader('leadexec', 200, post(number, valid)).outcome).toBe(outcome)
    expect(byReader('leadexec', 200, post(name, valid)).outcome).toBe(outcome)
  })

  it('a post that is not valid is refused though its type names no error, and its type counts though it is called valid', () => {
    expect(byReader('leadexec', 200, post(0, false)).outcome).toBe('rejected')
    expect(byReader('leadexec', 200, post(6, true)).outcome).toBe('duplicate')
    expect(byReader('leadexec', 200, post(42, '')).outcome).toBe('unknown')
  })

  it('its identifier and price are kept', () => {
    expect(byReader('leadexec', 200, post(0, true))).toMatchObject({
      remoteId: 'L-7',
      price: { amountMinor: 1250, currency: null },
    })
  })
})

describe('LeadConduit’s answers promise that', () => {
  it('a price of nothing is none, and every reason is kept', () => {
    const classic = '<response><result>failure</result><reason>No phone</reason><reason>No name</reason></response>'
    expect(byReader('leadconduit', 200, classic)).toMatchObject({ outcome: 'rejected', reason: 'No phone; No name' })
    expect(byReader('leadconduit', 200, '{"outcome":"success","price":0}').price).toBeNull()
  })

  it('the classic version’s own document type is read past; no other is', () => {
    const classic = '<response><result>success</result><leadId>55c8</leadId></response>'
    const typed = `<?xml version="1.0"?>\n<!DOCTYPE response SYSTEM "https://example.com/response-v2-basic.dtd">\n${classic}`
    expect(byReader('leadconduit', 200, typed)).toMatchObject({ outcome: 'accepted', remoteId: '55c8' })
    const declaring = `<!DOCTYPE response [<!ENTITY a "b">]>${classic}`
    expect(byReader('leadconduit', 200, declaring).outcome).toBe('unknown')
  })
})
