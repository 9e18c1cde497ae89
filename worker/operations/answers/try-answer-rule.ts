import type { TriedAnswer, TriedRule, TryRule } from '../../../contract/answer-test.ts'
import type { Delivery, Outcome } from '../../../contract/delivery.ts'
import { referralId } from '../../../contract/id.ts'
import { dayMs, toIso } from '../../../contract/time.ts'
import { type RecordedAnswer, selectRecordedAnswers } from '../../../db/store/answers.ts'
import type { Ctx } from '../../context.ts'
import { toAnswer } from '../../delivery/answers/propose/example.ts'
import { readAnswer } from '../../delivery/answers/read-answer.ts'
import { toReading } from '../../delivery/answers/reading.ts'
import { ruleProblems } from '../../delivery/answers/rule-problems.ts'
import { readText } from '../../delivery/answers/text.ts'
import type { KeptAnswer } from '../../delivery/attempt.ts'
import { internetFormats } from '../../delivery/formats.ts'
import type { Answer } from '../../outside/call-result.ts'
import { requireSelf } from '../access/require-self.ts'
import { expectNoProblems, found } from '../config/checks.ts'
import { loadDeliverySettings } from './load-delivery-settings.ts'

const keptFor = 30 * dayMs
/** A try may come after its referral: retries take days, and a person may ask for one later. Those of older ones are left out. */
const referredFor = 45 * dayMs
const mostAnswers = 50
/** Reading costs by the character: a page ends where its answers come to this. */
const mostCharacters = 512 * 1024

/**
 * C14: what a rule makes of pasted answers and of the partner's recorded ones, in pages of at most 50, and which of them
 * would have come to something else. Nothing is written. Recorded answers are as they were kept: without the partner's
 * own secrets. Problems: NOT_FOUND, INVALID_BODY (a pattern that cannot be read).
 */
export async function tryAnswerRule(ctx: Ctx, partnerId: number, trial: TryRule): Promise<TriedRule> {
  requireSelf(ctx.actor, partnerId)
  expectNoProblems(ruleProblems(trial.rule, '/rule'))
  const { internet } = found(await loadDeliverySettings(ctx, partnerId))
  const read = (answer: Answer, rule: TryRule['rule']) =>
    toReading(readAnswer(answer, { rule, standard: standardOf(internet), reference: ctx.requestId }))

  const pasted = trial.cursor === null ? trial.answers.map(toAnswer) : []
  const { rows, nextCursor } = trial.recorded ? await recordedPage(ctx, partnerId, trial.cursor) : nothingRecorded
  const items = [
    ...pasted.map((answer, index): TriedAnswer => {
      const was = internet === null ? null : read(answer, internet.answer).outcome
      const now = read(answer, trial.rule)
      return { ...pastedAt(index), was, now, changed: was !== null && was !== now.outcome }
    }),
    ...rows.map((row): TriedAnswer => {
      const now = read(asItCame(row), trial.rule)
      return { ...recordedAt(row), was: row.outcome as Outcome, now, changed: row.outcome !== now.outcome }
    }),
  ]
  return { items, changedCount: items.filter(({ changed }) => changed).length, nextCursor }
}

const standardOf = (internet: Delivery['internet']): ((answer: Answer) => ReturnType<typeof readText>) =>
  internet === null ? readText : internetFormats[internet.format].read

const pastedAt = (index: number) => ({ from: 'pasted' as const, index, referralId: null, version: null, at: null })

const recordedAt = ({ lead_id, partner_id, version, at }: RecordedAnswer) => ({
  from: 'recorded' as const,
  index: null,
  referralId: referralId(lead_id, partner_id),
  version,
  at: toIso(at),
})

function asItCame({ answer }: RecordedAnswer): Answer {
  const kept: KeptAnswer = JSON.parse(answer)
  return { kind: 'answer', arrived: true, tookMs: 0, ...kept }
}

const nothingRecorded: { rows: RecordedAnswer[]; nextCursor: string | null } = { rows: [], nextCursor: null }

async function recordedPage(ctx: Ctx, partnerId: number, cursor: string | null): Promise<typeof nothingRecorded> {
  const { results } = await selectRecordedAnswers(ctx.db, {
    partnerId,
    since: ctx.now - keptFor,
    referredSince: ctx.now - referredFor,
    before: parseCursor(cursor),
    limit: mostAnswers + 1,
  }).all<RecordedAnswer>()
  const rows = withinBudget(results).slice(0, mostAnswers)
  const last = rows.at(-1)
  const hasMore = last !== undefined && rows.length < results.length
  return { rows, nextCursor: hasMore ? `${last.referred_at}~${last.lead_id}~${last.version}` : null }
}

/** At least one, so that every page goes on. */
function withinBudget(rows: readonly RecordedAnswer[]): RecordedAnswer[] {
  let characters = 0
  return rows.filter(({ answer }, i) => {
    characters += answer.length
    return i === 0 || characters <= mostCharacters
  })
}

function parseCursor(cursor: string | null): { referredAt: number; leadId: string; version: number } | null {
  if (cursor === null) return null
  const parts = /^(\d{1,15})~(lead_[0-9a-f-]{36})~(\d{1,9})$/.exec(cursor)
  expectNoProblems(parts === null ? [badCursor] : [])
  return { referredAt: Number(parts![1]), leadId: parts![2]!, version: Number(parts![3]) }
}

const badCursor = { pointer: '/cursor', code: 'INVALID', message: 'Expected the nextCursor of the page before.' }
