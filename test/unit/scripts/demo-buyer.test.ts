import { describe, expect, it } from 'vitest'
import { answers } from '../../../scripts/buyer/answers.ts'
import { buyerPage } from '../../../scripts/buyer/page.ts'
import { type Received, receive } from '../../../scripts/buyer/receive.ts'
import { json } from '../../../worker/delivery/formats/json.ts'

const send = (path: string, { reference = 'ref_1', received = [] as Received[], body = '{"fields":{}}' } = {}) =>
  receive({ path, headers: { 'x-baton-reference': reference }, body, received, at: new Date(0) })

describe('the demo buyer', () => {
  it.each([
    ['accept', 'accepted'],
    ['slow', 'accepted'],
    ['reject', 'rejected'],
    ['duplicate', 'duplicate'],
    ['error', 'error_retryable'],
    ['gone', 'error_final'],
  ] as const)('promises an answer at /%s that Baton reads as %s', (word, outcome) => {
    const { status, body } = send(`/${word}/crystal-clear`).answer
    const answer = { kind: 'answer', status, headers: {}, body: JSON.stringify(body), truncated: false } as const
    expect(json.read({ ...answer, arrived: true, tookMs: 1 }).outcome).toBe(outcome)
  })

  it('promises its own number for each lead, by the partner’s initials', () => {
    const first = send('/accept/crystal-clear').lead!
    const second = send('/accept/crystal-clear', { reference: 'ref_2', received: [first] }).lead!
    expect([first.id, second.id]).toEqual(['CC-1001', 'CC-1002'])
    expect(send('/accept/ember').lead!.id).toBe('EMB-1001')
  })

  it('promises that a repeated reference gets the same number and is kept once', () => {
    const first = send('/accept/crystal-clear').lead!
    const again = send('/accept/crystal-clear', { received: [first] })
    expect(again.lead).toBeNull()
    expect(again.answer.body).toEqual({ status: 'accepted', id: first.id })
  })

  it.each([
    ['/', '{}', 404],
    ['/accept', '{}', 404],
    ['/nonsense/crystal-clear', '{}', 404],
    ['/accept/crystal-clear', 'no json', 400],
    ['/accept/crystal-clear', '[]', 400],
  ])('promises a refusal of %s with %s, and that nothing is kept', (path, body, status) => {
    expect(send(path, { body })).toMatchObject({ answer: { status }, lead: null })
  })

  it('promises a page that shows a lead as text, whatever is in it', () => {
    const lead = send('/accept/crystal-clear', { body: '{"fields":{"firstName":"<script>alert(1)</script>"}}' }).lead!
    const page = buyerPage([lead], 'http://127.0.0.1:4400')
    expect(page).toContain('&lt;script&gt;alert(1)')
    expect(page).not.toContain('<script>alert')
    for (const name of Object.keys(answers)) expect(page).toContain(`http://127.0.0.1:4400/${name}/{partner}`)
  })
})
