import type { Mapping } from '../../../contract/mapping.ts'
import type { FieldProblem } from '../../../contract/problem.ts'
import { parseTemplate } from '../../domain/template/parse-template.ts'
import { namesIn, unknown } from '../../domain/template/template-problems.ts'
import { onlyName } from './mapped.ts'
import { transformProblem } from './transforms.ts'

/**
 * Everything that is wrong with a mapping, whatever the format: tags that are none, names that nobody knows, a list of
 * more than one field, settings of transforms, two values for one place. What `to` may be is the format's own:
 * `placeProblem` says what is wrong with one.
 */
export function mappingProblems(
  mapping: Mapping,
  { known, placeProblem }: { known: ReadonlySet<string>; placeProblem(to: string): PlaceProblem | null },
): FieldProblem[] {
  return mapping.flatMap(({ to, value, as, transforms }, i) => {
    const at = `/mapping/${i}`
    const first = mapping.findIndex((other) => other.to === to)
    const place = first < i ? taken : placeProblem(to)
    return [
      ...(place === null ? [] : [{ pointer: `${at}/to`, ...place }]),
      ...textProblems(value, known).map((problem) => ({ pointer: `${at}/value`, ...problem })),
      ...(as === 'list' && onlyName(value) === null ? [{ pointer: `${at}/as`, ...notOneField }] : []),
      ...transforms.flatMap((transform, n) => {
        const problem = transformProblem(transform)
        if (problem === null) return []
        return [{ pointer: `${at}/transforms/${n}/${problem.key}`, code: 'INVALID', message: problem.message }]
      }),
    ]
  })
}

export interface PlaceProblem {
  code: string
  message: string
}

const taken = { code: 'PLACE_TAKEN', message: 'Another value goes there already.' }

const notOneField = { code: 'INVALID', message: 'A list takes the values of one field: write {{field}} and no more.' }

/** What is wrong with a text with merge fields. */
export function textProblems(text: string, known: ReadonlySet<string>): PlaceProblem[] {
  const { pieces, flaws } = parseTemplate(text)
  const hidden = /(?![\t\n\r])\p{Cc}|\p{Cs}/u.exec(text)
  return [
    ...(hidden === null ? [] : [{ at: hidden.index, code: 'HIDDEN_CHARACTER', message: 'This character is hidden.' }]),
    ...flaws,
    ...namesIn(pieces).flatMap((named) => unknown(named, known)),
  ]
    .slice(0, 20)
    .map(({ at, code, message }) => ({ code, message: `At character ${at + 1}: ${message}` }))
}
