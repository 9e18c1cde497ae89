import type { AnswerCondition, AnswerRule, OwnAnswerRule } from '../../../../contract/answer-rule.ts'
import { answerReaderIds } from '../../../../contract/answer-rule.ts'
import type { ProposedRule, ProposeRule } from '../../../../contract/answer-test.ts'
import { readStatus } from '../../read-status.ts'
import { allHold } from '../condition-holds.ts'
import { readAnswer } from '../read-answer.ts'
import { answerReaders } from '../readers.ts'
import { toReading } from '../reading.ts'
import { underStatus } from '../said.ts'
import { readText } from '../text.ts'
import { proposeCaptures } from './captures.ts'
import { type Example, isGood, type Meaning, meaning, toExample } from './example.ts'
import { tellingPlace, valueAt } from './telling-place.ts'
import { tellingWord } from './telling-word.ts'

/**
 * C14: a rule that reads these answers as they are meant, and why it is so, in sentences. A ready-made reader where all
 * of them are its system's; otherwise a rule over the place in their JSON or XML that tells them apart, or over a word.
 * What it cannot tell apart it says.
 */
export function proposeRule({ examples: pasted }: ProposeRule): ProposedRule {
  const examples = pasted.map(toExample)
  const { rule, because } = byReader(examples) ?? byPlace(examples) ?? byWord(examples)
  const readings = examples.map(({ answer }) =>
    toReading(readAnswer(answer, { rule, standard: readText, reference: 'proposal' })),
  )
  return {
    rule,
    because: [
      ...examples.flatMap(guessedSentence),
      ...because,
      ...examples.flatMap((example, i) => doubt(example, readings[i]!.outcome)),
    ],
    readings,
  }
}

interface Proposal {
  rule: AnswerRule
  because: string[]
}

/** All of them must be known to one system, and at least one must carry more than a code that any system could send. */
function byReader(examples: readonly Example[]): Proposal | null {
  for (const reader of answerReaderIds) {
    const { title, read } = answerReaders[reader]
    const said = examples.map((example) => ({ example, said: read(example.open) }))
    const fits = said.every(
      ({ example, said: one }) =>
        one?.outcome != null &&
        (example.guessed || underStatus(readStatus(example.answer), one).outcome === example.means),
    )
    if (fits && said.some(({ said: one }) => one?.remoteId != null || one?.reason != null))
      return {
        rule: { kind: 'reader', reader },
        because: [`This is how ${title} answers: its ready-made reader knows all of its codes.`],
      }
  }
  return null
}

function byPlace(examples: readonly Example[]): Proposal | null {
  const place = tellingPlace(examples)
  const leaf = examples.flatMap(({ leaves }) => leaves).find((one) => one.place === place)
  if (place === null || leaf === undefined) return null
  const valuesOf = (means: Meaning) => [...new Set(meaning(examples, means).map((example) => valueAt(example, place)!))]
  const [accepted, duplicate, retryable, rejected] = order.map(valuesOf) as [string[], string[], string[], string[]]
  const others = (values: string[], own: string[]) => values.filter((value) => !own.includes(value))
  const captures = proposeCaptures(examples, place)
  const shared = duplicate.some((value) => rejected.includes(value)) ? sharedDuplicate(examples) : null
  const cases = (values: string[]) => (values.length === 0 ? [] : [{ all: [leaf.is(values)] }])
  const rule = ownRule(examples, {
    accepted: accepted.length === 0 ? [] : [leaf.is(accepted)],
    duplicate: shared === null ? cases(others(duplicate, rejected)) : [{ all: [shared] }],
    retryable: cases(others(retryable, rejected)),
    rejected: cases(rejected),
    ...captures.parts,
  })
  const told = order.flatMap((means) => {
    const values = valuesOf(means)
    return values.length === 0 ? [] : [`${values.map((value) => `“${value}”`).join(' or ')} means ${inWords[means]}`]
  })
  return {
    rule,
    because: [
      `What became of the lead stands at ${place}: ${told.join('; ')}.`,
      ...(shared === null
        ? []
        : ['A duplicate has the same value there as a refusal: the word “duplicate” tells it apart.']),
      ...statusSentence(examples),
      ...captures.because,
      ...whatElse(accepted.length > 0),
    ],
  }
}

function byWord(examples: readonly Example[]): Proposal {
  const captures = proposeCaptures(examples, null)
  const found = order.map((means) => ({ means, word: tellingWord(examples, means) }))
  const of = (means: Meaning): AnswerCondition[] =>
    found.flatMap((one) => (one.means === means && one.word ? [one.word.condition] : []))
  const cases = (means: Meaning) => of(means).map((condition) => ({ all: [condition] }))
  const rule = ownRule(examples, {
    accepted: of('accepted'),
    duplicate: cases('duplicate'),
    retryable: cases('error_retryable'),
    rejected: cases('rejected'),
    ...captures.parts,
  })
  const told = found.flatMap(({ means, word }) =>
    word === null ? [] : [`The word “${word.word}” means ${inWords[means]}.`],
  )
  return {
    rule,
    because: [
      ...(told.length > 0 ? told : ['Nothing in these bodies tells what became of the lead: the status decides.']),
      ...statusSentence(examples),
      ...captures.because,
      ...(told.length > 0 ? whatElse(of('accepted').length > 0) : []),
    ],
  }
}

const order: readonly Meaning[] = ['accepted', 'duplicate', 'error_retryable', 'rejected']

const inWords: Record<Meaning, string> = {
  accepted: 'accepted',
  duplicate: 'that the partner has the lead already',
  error_retryable: 'that it is to be sent again later',
  rejected: 'that the partner does not want it',
}

type Parts = Pick<OwnAnswerRule, 'duplicate' | 'retryable' | 'rejected' | 'remoteId' | 'price' | 'reason'> & {
  accepted: AnswerCondition[]
}

function ownRule(examples: readonly Example[], { accepted, ...parts }: Parts): OwnAnswerRule {
  return { kind: 'rule', accepted: { statuses: statusesOf(examples), all: accepted }, otherwise: 'rejected', ...parts }
}

const redirectsOf = (examples: readonly Example[]): number[] => [
  ...new Set(
    meaning(examples, 'accepted')
      .map(({ answer }) => answer.status)
      .filter((status) => status >= 300),
  ),
]

const statusesOf = (examples: readonly Example[]): OwnAnswerRule['accepted']['statuses'] => [
  { from: 200, to: 299 },
  ...redirectsOf(examples),
]

function statusSentence(examples: readonly Example[]): string[] {
  const redirects = redirectsOf(examples)
  const also = redirects.length === 0 ? '' : `, and ${redirects.join(' and ')}, with which this server thanks,`
  return [
    `Only an answer with a status from 200 to 299${also} can be an acceptance; 5xx, 408, 425 and 429 are tried again.`,
  ]
}

const whatElse = (knowsYes: boolean): string[] => [
  knowsYes
    ? 'An answer that says none of this is not an acceptance; one that cannot be read is unknown, and a person is told.'
    : 'None of these is an acceptance: paste one too, so that everything else is not taken for one.',
]

/** The word "duplicate" in every duplicate, and in nothing else. */
function sharedDuplicate(examples: readonly Example[]): AnswerCondition | null {
  const condition: AnswerCondition = { kind: 'contains', text: 'duplicate' }
  const fits = examples
    .filter(isGood)
    .every(({ open, means }) => allHold([condition], open) === (means === 'duplicate'))
  return fits ? condition : null
}

const guessedSentence = ({ n, guessed, means, answer: { status } }: Example): string[] =>
  !guessed
    ? []
    : [
        `Answer ${n} (${status}) is taken for ${means === null ? 'a final refusal' : `one that means ${inWords[means]}`}. Say what it means if that is wrong.`,
      ]

function doubt({ n, means }: Example, outcome: string): string[] {
  if (means === null || means === outcome) return []
  return [`Answer ${n} is still read as ${outcome}: nothing in it tells it apart that a rule may go by.`]
}
