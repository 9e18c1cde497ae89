import { unreadable } from './open-answer.ts'

/** What stands at a JSON pointer (RFC 6901): undefined when nothing does, `unreadable` in what is no JSON. */
export function pointAt(document: unknown, pointer: string): unknown {
  if (document === unreadable) return unreadable
  const steps = pointer.split('/').slice(1)
  return steps.reduce(
    (value: unknown, step) => stepInto(value, step.replaceAll('~1', '/').replaceAll('~0', '~')),
    document,
  )
}

export const isUnreadable = (value: unknown): boolean => value === unreadable

/** Own keys only: an answer has no say in what objects inherit. */
function stepInto(value: unknown, step: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  if (Array.isArray(value)) return /^(0|[1-9]\d*)$/.test(step) ? value[Number(step)] : undefined
  return Object.hasOwn(value, step) ? (value as Record<string, unknown>)[step] : undefined
}
