import type { FieldProblem } from '../../../contract/problem.ts'
import { type Flaw, type Piece, parseTemplate } from './parse-template.ts'

const parts = ['subject', 'text', 'html'] as const

interface Written {
  subject: string
  text: string
  html: string | null
}

/** Everything that is wrong with a template about to be saved, each with the part and the position where it stands. */
export const templateProblems = (template: Written, known: ReadonlySet<string>): FieldProblem[] =>
  parts.flatMap((part) => {
    const { pieces, flaws } = parseTemplate(template[part] ?? '')
    return [...flaws, ...namesIn(pieces).flatMap((named) => unknown(named, known))]
      .slice(0, 20)
      .map(({ at, code, message }) => ({ pointer: `/${part}`, code, message: `At character ${at + 1}: ${message}` }))
  })

/** The names that a template uses and `known` lacks: what keeps it from an automation of another lead type. */
export const unknownNames = (template: Written, known: ReadonlySet<string>): string[] => [
  ...new Set(
    parts
      .flatMap((part) => namesIn(parseTemplate(template[part] ?? '').pieces))
      .map(({ name }) => name)
      .filter((name) => !known.has(name)),
  ),
]

/** The names in a text, sections' too, each where it stands. */
export function namesIn(pieces: readonly Piece[]): { name: string; at: number }[] {
  return pieces.flatMap((piece) => {
    if (piece.kind === 'text') return []
    return [{ name: piece.name, at: piece.at }, ...(piece.kind === 'section' ? namesIn(piece.inside) : [])]
  })
}

/** What is wrong with a name: nothing, or that nobody knows it. */
export function unknown({ name, at }: { name: string; at: number }, known: ReadonlySet<string>): Flaw[] {
  if (known.has(name)) return []
  const shown = name.length > 40 ? `${name.slice(0, 40)}…` : name
  return [{ at, code: 'UNKNOWN_FIELD', message: `There is no field called “${shown}”.` }]
}
