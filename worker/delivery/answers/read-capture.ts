import type { AnswerCapture } from '../../../contract/answer-rule.ts'
import { findInXml } from './find-in-xml.ts'
import { pointAt } from './json-pointer.ts'
import type { OpenAnswer } from './open-answer.ts'
import { compilePattern } from './pattern.ts'

/** What stands where a capture looks, trimmed; null when nothing does, or the body cannot be read that way. */
export function readCapture(answer: OpenAnswer, capture: AnswerCapture | null): string | null {
  if (capture === null) return null
  const text = textAt(answer, capture)?.trim() ?? ''
  return text === '' ? null : text
}

function textAt(answer: OpenAnswer, capture: AnswerCapture): string | null {
  switch (capture.kind) {
    case 'pointer': {
      const value = pointAt(answer.json(), capture.pointer)
      return typeof value === 'string' || typeof value === 'number' ? String(value) : null
    }
    case 'element': {
      const root = answer.xml()
      return root === null ? null : (findInXml(root, capture.path).find((text) => text !== '') ?? null)
    }
    case 'matches': {
      const pattern = compilePattern(capture.pattern)
      return typeof pattern === 'string' || capture.group > pattern.groups
        ? null
        : pattern.find(answer.body, capture.group)
    }
  }
}
