import type { FieldProblem } from '../../../contract/problem.ts'
import type { Mapped } from '../mapping/mapped.ts'
import type { PlaceProblem } from '../mapping/mapping-problems.ts'

/** What is wrong with one place in a JSON document: it is a pointer (RFC 6901), and not to the whole document. */
export function pointerProblem(to: string): PlaceProblem | null {
  if (!/^(\/([^~/]|~[01])*)+$/.test(to) || /[\p{Cc}\p{Cs}]/u.test(to))
    return { code: 'NOT_A_POINTER', message: 'Expected a JSON pointer such as /customer/name.' }
  if (stepsOf(to).length > 30) return { code: 'NOT_A_POINTER', message: 'This is deeper than 30 objects.' }
  return null
}

/** Places that cannot both be filled: a value where other values have their object or list. */
export const pointerClashes = (places: readonly string[]): FieldProblem[] =>
  places.flatMap((to, i) =>
    places.some((other) => other.startsWith(`${to}/`))
      ? [
          {
            pointer: `/mapping/${i}/to`,
            code: 'PLACE_TAKEN',
            message: 'Other values go inside this one: it cannot have one of its own.',
          },
        ]
      : [],
  )

/**
 * The document that a mapping describes. Steps that are all numbers make a list, in their order and without gaps. A Map
 * has no names but its own, and Object.fromEntries sets none but these: `__proto__` is a name like any other.
 */
export function jsonOfMapping(values: readonly Mapped[]): unknown {
  const root: Branch = new Map()
  for (const { to, isList, values: said } of values) {
    const steps = stepsOf(to)
    const parent = steps.slice(0, -1).reduce<Branch>(branchAt, root)
    parent.set(steps.at(-1)!, { leaf: isList ? said : (said[0] ?? null) })
  }
  return plainOf(root)
}

type Branch = Map<string, Branch | { leaf: unknown }>

function branchAt(at: Branch, step: string): Branch {
  const there = at.get(step)
  if (there instanceof Map) return there
  const made: Branch = new Map()
  at.set(step, made)
  return made
}

function plainOf(node: Branch | { leaf: unknown }): unknown {
  if (!(node instanceof Map)) return node.leaf
  const entries = [...node]
  const isList = entries.length > 0 && entries.every(([step]) => /^(0|[1-9][0-9]{0,5})$/.test(step))
  if (!isList) return Object.fromEntries(entries.map(([step, inner]) => [step, plainOf(inner)]))
  return entries.toSorted(([a], [b]) => Number(a) - Number(b)).map(([, inner]) => plainOf(inner))
}

const stepsOf = (pointer: string): string[] =>
  pointer
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
