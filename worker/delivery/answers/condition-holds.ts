import type { AnswerCondition } from '../../../contract/answer-rule.ts'
import { findInXml } from './find-in-xml.ts'
import { isUnreadable, pointAt } from './json-pointer.ts'
import type { OpenAnswer } from './open-answer.ts'
import { compilePattern } from './pattern.ts'

/**
 * Whether a condition holds of an answer; null when that cannot be known: the body is not the XML or JSON that the
 * condition looks into, or broke off before the end of what is read.
 */
export function conditionHolds(condition: AnswerCondition, answer: OpenAnswer): boolean | null {
  switch (condition.kind) {
    case 'status':
      return statusIn(condition.in, answer.status)
    case 'contains':
      return containsText(answer, condition.text)
    case 'notContains':
      return not(containsText(answer, condition.text))
    case 'matches':
      return matches(answer, condition.pattern)
    case 'element':
      return someIs(elementsAt(answer, condition.path), condition.oneOf)
    case 'noElement':
      return not(someIs(elementsAt(answer, condition.path), condition.oneOf))
    case 'pointer':
      return someIs(valuesAt(answer, condition.pointer), condition.oneOf)
    case 'noPointer':
      return not(someIs(valuesAt(answer, condition.pointer), condition.oneOf))
  }
}

/** All of them: false as soon as one is, otherwise not known as soon as one is not. */
export function allHold(conditions: readonly AnswerCondition[], answer: OpenAnswer): boolean | null {
  const held = conditions.map((condition) => conditionHolds(condition, answer))
  return held.includes(false) ? false : held.includes(null) ? null : true
}

export const statusIn = (ranges: readonly (number | { from: number; to: number })[], status: number): boolean =>
  ranges.some((range) => (typeof range === 'number' ? range === status : range.from <= status && status <= range.to))

function containsText({ body, truncated }: OpenAnswer, text: string): boolean | null {
  if (body.toLowerCase().includes(text.toLowerCase())) return true
  return truncated ? null : false
}

function matches({ body, truncated }: OpenAnswer, source: string): boolean | null {
  const pattern = compilePattern(source)
  if (typeof pattern === 'string') return null
  if (pattern.find(body) !== null) return true
  return truncated ? null : false
}

function elementsAt(answer: OpenAnswer, path: string): string[] | null {
  const root = answer.xml()
  return root === null ? null : findInXml(root, path)
}

function valuesAt(answer: OpenAnswer, pointer: string): string[] | null {
  const value = pointAt(answer.json(), pointer)
  return isUnreadable(value) ? null : textsOf(value)
}

/** Numbers and flags as they are written, of a list each; an object is there, and is like no text. */
function textsOf(value: unknown): string[] {
  if (value === undefined || value === null) return []
  if (Array.isArray(value)) return value.map(textOf)
  return [textOf(value)]
}

const textOf = (value: unknown): string => (typeof value === 'object' ? '\u0000' : String(value))

function someIs(found: string[] | null, oneOf: readonly string[] | null): boolean | null {
  if (found === null) return null
  if (oneOf === null) return found.some((text) => text.trim() !== '')
  return found.some((text) => oneOf.some((wanted) => plain(wanted) === plain(text)))
}

const plain = (text: string): string => text.trim().toLowerCase()

const not = (held: boolean | null): boolean | null => (held === null ? null : !held)
