import type { FieldProblem } from '../../contract/problem.ts'
import { Problem } from '../problem.ts'
import type { Bytes } from './read-bytes.ts'

const deepest = 32
const mostErrors = 100

/**
 * A body's bytes as JSON. Bytes that are no UTF-8, broken JSON and deep nesting are INVALID_JSON; what JSON can say but
 * no field here can mean (NUL, half a surrogate pair, 1e999, `__proto__`) is INVALID_BODY, with a pointer to each.
 */
export function parseJson(bytes: Bytes): unknown {
  const value = parseText(decode(bytes))
  const errors = findUnsafe(value)
  if (errors.length > 0) throw new Problem('INVALID_BODY', { errors })
  return value
}

/** True for text that cannot be kept as it is: NUL ends text in SQLite, half a surrogate pair is no Unicode. */
export const isUnsafeText = (text: string): boolean => text.includes('\0') || !text.isWellFormed()

function decode(bytes: Bytes): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new Problem('INVALID_JSON', { detail: 'The body is not valid UTF-8.' })
  }
}

function parseText(text: string): unknown {
  if (text.trim() === '') throw new Problem('INVALID_JSON', { detail: 'The body is empty.' })
  try {
    return JSON.parse(text)
  } catch {
    throw new Problem('INVALID_JSON', { detail: whereItBreaks(text) })
  }
}

/**
 * JSON.parse names a position now and then, and quotes the body, which must not travel further. So the longest
 * beginning that could still become JSON is searched for by halving.
 */
function whereItBreaks(text: string): string {
  if (couldGoOn(text)) return 'It ends too early.'
  let good = 0
  let broken = text.length
  while (broken - good > 1) {
    const middle = Math.floor((good + broken) / 2)
    if (couldGoOn(text.slice(0, middle))) good = middle
    else broken = middle
  }
  const lines = text.slice(0, good).split('\n')
  return `It cannot be read from line ${lines.length}, column ${lines.at(-1)!.length + 1} on.`
}

/** True for JSON, and for what is broken only because it stops here. */
function couldGoOn(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch (error) {
    const message = String(error)
    const position = Number(/at position (\d+)/.exec(message)?.[1] ?? -1)
    return position >= text.length || /end of JSON input|Unterminated string/.test(message)
  }
}

/** Walks without recursion: the nesting of what is sent must not use up our stack. */
function findUnsafe(root: unknown): FieldProblem[] {
  const errors: FieldProblem[] = []
  const open: { value: unknown; pointer: string; depth: number }[] = [{ value: root, pointer: '', depth: 0 }]
  for (let next = open.pop(); next !== undefined && errors.length < mostErrors; next = open.pop()) {
    const { value, pointer, depth } = next
    if (depth > deepest) throw new Problem('INVALID_JSON', { detail: `It is nested more than ${deepest} levels deep.` })
    const error = errorOf(value, pointer)
    if (error !== null) errors.push(error)
    if (typeof value !== 'object' || value === null) continue
    for (const [key, inner] of Object.entries(value)) {
      const path = `${pointer}/${key.toWellFormed().replaceAll('~', '~0').replaceAll('/', '~1')}`
      if (isUnsafeKey(key)) errors.push({ pointer: path, code: 'UNKNOWN_KEY', message: 'This key is not known here.' })
      else open.push({ value: inner, pointer: path, depth: depth + 1 })
    }
  }
  return errors
}

/** Keys that would reach into an object's own workings, were it ever copied carelessly. */
const isUnsafeKey = (key: string): boolean =>
  key === '__proto__' || key === 'constructor' || key === 'prototype' || isUnsafeText(key)

function errorOf(value: unknown, pointer: string): FieldProblem | null {
  if (typeof value === 'number' && !Number.isFinite(value))
    return { pointer, code: 'INVALID', message: 'This number is too large.' }
  if (typeof value === 'string' && isUnsafeText(value))
    return { pointer, code: 'INVALID', message: 'This text has a character that cannot be kept (NUL or half a pair).' }
  return null
}
