import { describe, expect, it } from 'vitest'
import { email } from '../../../worker/delivery/formats/email.ts'
import { json } from '../../../worker/delivery/formats/json.ts'
import { readRetryAfter } from '../../../worker/delivery/retry-after.ts'
import { anAnswer } from '../../support/answer.ts'

describe('reading the answer to a JSON delivery promises that', () => {
  it.each([
    [200, 'accepted'],
    [201, 'accepted'],
    [202, 'accepted'],
    [204, 'accepted'],
    [299, 'accepted'],
    [301, 'error_final'],
    [302, 'error_final'],
    [304, 'error_final'],
    [307, 'error_final'],
    [308, 'error_final'],
    [400, 'error_final'],
    [401, 'error_final'],
    [403, 'error_final'],
    [404, 'error_final'],
    [408, 'error_retryable'],
    [409, 'duplicate'],
    [410, 'error_final'],
    [422, 'error_final'],
    [425, 'error_retryable'],
    [429, 'error_retryable'],
    [500, 'error_retryable'],
    [502, 'error_retryable'],
    [503, 'error_retryable'],
    [504, 'error_retryable'],
    [521, 'error_retryable'],
    [599, 'error_retryable'],
  ])('%i by itself is %s', (status, outcome) => {
    expect(json.read(anAnswer(status)).outcome).toBe(outcome)
  })

  it.each([
    [200, { status: 'accepted' }, 'accepted'],
    [200, { outcome: 'duplicate' }, 'duplicate'],
    [200, { status: 'Duplicate' }, 'duplicate'],
    [200, { status: 'REJECTED' }, 'rejected'],
    [200, { status: 'ok', outcome: 'rejected' }, 'rejected'],
    [200, { status: 'rejected', outcome: 7 }, 'rejected'],
    [200, { status: 'thank you' }, 'accepted'],
    [200, { status: { code: 1 } }, 'accepted'],
    [200, 'OK', 'accepted'],
    [200, '{"status": "rejec', 'accepted'],
    [200, [1, 2], 'accepted'],
    [200, 'null', 'accepted'],
    [422, { status: 'rejected' }, 'rejected'],
    [400, { outcome: 'duplicate' }, 'duplicate'],
    [409, { status: 'rejected' }, 'rejected'],
    [400, { status: 'accepted' }, 'error_final'],
    [409, { status: 'accepted' }, 'duplicate'],
    [500, { status: 'rejected' }, 'error_retryable'],
    [503, { status: 'accepted' }, 'error_retryable'],
    [429, { status: 'duplicate' }, 'error_retryable'],
  ])('%i with %j is %3$s', (status, body, outcome) => {
    expect(json.read(anAnswer(status, body)).outcome).toBe(outcome)
  })

  it.each([
    [{ id: 'L-7' }, 'L-7'],
    [{ remoteId: 'L-8', id: 'L-7' }, 'L-8'],
    [{ id: 4711 }, '4711'],
    [{ id: null }, null],
    [{ id: { nested: true } }, null],
    [{ id: '' }, null],
    [{ id: 'x'.repeat(300) }, 'x'.repeat(200)],
  ])('the partner’s own id is kept from %j', (body, remoteId) => {
    expect(json.read(anAnswer(200, body)).remoteId).toBe(remoteId)
  })

  it('a reason is handed on apart, for it may name the person', () => {
    const verdict = json.read(anAnswer(200, { status: 'rejected', reason: 'Ada lives too far away' }))
    expect(verdict).toMatchObject({ reason: 'Ada lives too far away', because: 'The partner does not want this lead.' })
  })

  it('410 switches the address off, whatever its body says', () => {
    expect(json.read(anAnswer(410)).disable).toBe(true)
    expect(json.read(anAnswer(410, { status: 'rejected' })).disable).toBe(true)
    expect(json.read(anAnswer(404)).disable).toBe(false)
  })
})

describe('reading the answer of a mail server promises that', () => {
  it.each([
    [250, 'accepted'],
    [421, 'error_retryable'],
    [450, 'error_retryable'],
    [452, 'error_retryable'],
    [550, 'error_final'],
    [552, 'error_final'],
  ])('%i is %s', (status, outcome) => {
    expect(email.read(anAnswer(status, 'words'))).toMatchObject({ outcome, disable: false, remoteId: null })
  })

  it('an address that was refused among others is remarked on', () => {
    expect(email.read(anAnswer(250, '250 OK\nNot taken for b@example.com: 550')).because).toContain(
      'not take it for every',
    )
    expect(email.read(anAnswer(250, '250 OK')).because).toBeNull()
  })
})

describe('a Retry-After header promises that', () => {
  const now = Date.UTC(2026, 10, 22, 9)
  it.each([
    ['120', 120_000],
    [' 0 ', 0],
    ['Sun, 22 Nov 2026 09:05:00 GMT', 300_000],
    ['Sun, 22 Nov 2026 08:00:00 GMT', 0],
    ['soon', null],
    ['-5', null],
    ['', null],
    ['99999999999999', null],
    [undefined, null],
  ])('%s means %s ms', (header, ms) => {
    expect(readRetryAfter(header, now)).toBe(ms)
  })
})
