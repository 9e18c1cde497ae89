import type { AnswerCapture, AnswerCondition, AnswerRule, OwnAnswerRule } from '../../../contract/answer-rule.ts'
import type { FieldProblem } from '../../../contract/problem.ts'
import { compilePattern } from './pattern.ts'

/** How many steps the patterns of one rule may have together: at worst half a second for the longest answer. */
const mostPatternSteps = 400

/** What is wrong with a rule beyond its form, with a pointer each: patterns that cannot be read or cost too much. */
export function ruleProblems(rule: AnswerRule | null, base: string): FieldProblem[] {
  if (rule === null || rule.kind === 'reader') return []
  const uses = patternsOf(rule)
  const problems = uses.flatMap((use) => patternProblems(use, base))
  const steps = uses.reduce((sum, { pattern }) => sum + sizeOf(pattern), 0)
  if (problems.length > 0 || steps <= mostPatternSteps) return problems
  return [
    {
      pointer: base,
      code: 'PATTERNS_TOO_LARGE',
      message: `The patterns of this rule have ${steps} steps together; ${mostPatternSteps} is the most. Shorten repetitions such as {1,100}.`,
    },
  ]
}

interface Use {
  pointer: string
  pattern: string
  group: number | null
}

function patternProblems({ pointer, pattern: source, group }: Use, base: string): FieldProblem[] {
  const pattern = compilePattern(source)
  if (typeof pattern === 'string')
    return [{ pointer: `${base}${pointer}/pattern`, code: 'INVALID_PATTERN', message: pattern }]
  if (group === null || group <= pattern.groups) return []
  const message = `The pattern has ${pattern.groups} groups. Put what is wanted in brackets, or take group 0 for all of it.`
  return [{ pointer: `${base}${pointer}/group`, code: 'NO_SUCH_GROUP', message }]
}

const sizeOf = (source: string): number => {
  const pattern = compilePattern(source)
  return typeof pattern === 'string' ? 0 : pattern.size
}

/** Every pattern of a rule, and where it stands. */
function patternsOf({ accepted, duplicate, retryable, rejected, remoteId, price, reason }: OwnAnswerRule): Use[] {
  const cases = Object.entries({ duplicate, retryable, rejected })
  return [
    ...inConditions(accepted.all, '/accepted/all'),
    ...cases.flatMap(([name, list]) => list.flatMap(({ all }, i) => inConditions(all, `/${name}/${i}/all`))),
    ...inCapture(remoteId, '/remoteId'),
    ...inCapture(price?.from ?? null, '/price/from'),
    ...inCapture(reason, '/reason'),
  ]
}

const inConditions = (conditions: readonly AnswerCondition[], pointer: string): Use[] =>
  conditions.flatMap((condition, i) =>
    condition.kind === 'matches' ? [{ pointer: `${pointer}/${i}`, pattern: condition.pattern, group: null }] : [],
  )

const inCapture = (capture: AnswerCapture | null, pointer: string): Use[] =>
  capture?.kind === 'matches' ? [{ pointer, pattern: capture.pattern, group: capture.group }] : []
