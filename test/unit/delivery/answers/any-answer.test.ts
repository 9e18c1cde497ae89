import { describe, expect, it } from 'vitest'
import { type AnswerRule, answerReaderIds } from '../../../../contract/answer-rule.ts'
import { outcomes } from '../../../../contract/delivery.ts'
import { readJson } from '../../../../worker/delivery/answers/json.ts'
import { answerReaders } from '../../../../worker/delivery/answers/readers.ts'
import { readSoap } from '../../../../worker/delivery/answers/soap.ts'
import { readText } from '../../../../worker/delivery/answers/text.ts'
import { readXml } from '../../../../worker/delivery/answers/xml.ts'
import { anAnswer, aRule, readBy } from '../../../support/answer.ts'
import { type Random, randomFrom } from '../../../support/random.ts'

/** Answers that were good once: cut off, with pieces swapped, doubled, thrown away or made of noise. */
const seeds = [
  ...answerReaderIds.flatMap((id) => answerReaders[id].examples.map(({ body }) => body)),
  '<s:Envelope xmlns:s="urn:s"><s:Body><s:Fault><faultcode>s:Client</faultcode></s:Fault></s:Body></s:Envelope>',
  'status=rejected&reason=full&id=7',
  '{"status":"accepted","id":"L-7","price":"12.50","error":null,"success":true}',
]

const rules: AnswerRule[] = [
  ...answerReaderIds.map((reader) => ({ kind: 'reader', reader }) as const),
  aRule({
    accepted: { all: [{ kind: 'pointer', pointer: '/status', oneOf: ['accepted'] }] },
    duplicate: [{ all: [{ kind: 'matches', pattern: '(?i)dup' }] }],
    rejected: [
      {
        all: [
          { kind: 'element', path: '//status' },
          { kind: 'notContains', text: 'ok' },
        ],
      },
    ],
    remoteId: { kind: 'matches', pattern: '"?id"?\\W+(\\w+)' },
    price: { from: { kind: 'element', path: '//Price' } },
    reason: { kind: 'pointer', pointer: '/error' },
  }),
]

describe('whatever a server answers', () => {
  it('promises a verdict, and never an acceptance of a refusal', () => {
    const random = randomFrom(17)
    for (let round = 0; round < 3000; round++) {
      const body = mangled(random.pick(seeds), random)
      const status = random.pick([200, 202, 302, 400, 404, 409, 410, 429, 500, 503])
      const answer = anAnswer(status, body, { truncated: random.chance(0.1) })
      const verdicts = [
        ...[readJson, readXml, readSoap, readText].map((read) => read(answer)),
        ...rules.map((rule) => readBy(rule, answer)),
      ]
      for (const { outcome, because, remoteId, reason, price } of verdicts) {
        expect(outcomes).toContain(outcome)
        if (status >= 400) expect(outcome, `${status} ${body}`).not.toBe('accepted')
        expect(because ?? '').not.toContain(body.length > 20 ? body : '\u0000')
        expect((remoteId ?? '').length).toBeLessThanOrEqual(200)
        expect((reason ?? '').length).toBeLessThanOrEqual(500)
        if (price !== null) expect(Number.isSafeInteger(price.amountMinor) && price.amountMinor > 0).toBe(true)
      }
    }
  })
})

function mangled(text: string, random: Random): string {
  const at = random.below(text.length + 1)
  const to = at + random.below(12)
  const piece = text.slice(at, to)
  const noise = random.pick(['\u0000', '<', '&', '"', '}', ']]>', '\uFFFD', '💥', '-1e999', '{{', ' '])
  const changed = random.pick([
    text,
    text.slice(0, at),
    text.slice(0, at) + text.slice(to),
    text.slice(0, at) + noise + text.slice(at),
    text.slice(0, at) + piece.repeat(3) + text.slice(to),
    text.slice(0, at) + [...piece].reverse().join('') + text.slice(to),
  ])
  return random.chance(1 / 3) ? mangled(changed, random) : changed
}
