import type { FieldProblem } from '../../../contract/problem.ts'
import type { InternetSettings } from '../format.ts'
import { mapped } from '../mapping/mapped.ts'
import { mappingProblems, type PlaceProblem } from '../mapping/mapping-problems.ts'
import type { Parcel } from '../parcel.ts'
import { leadElement } from './document.ts'
import { writeElement } from './element.ts'
import { elementOfMapping, pathClashes, pathProblem, rootOf } from './element-path.ts'
import { readMarked } from './read-marked.ts'
import { fillXml, ownName } from './xml-template.ts'
import { type Root, xmlTemplateProblems } from './xml-template-problems.ts'

/**
 * A lead as XML, without a declaration: by the partner's template, by its mapping, or whole. `attributes` are those of
 * the usual document's root.
 */
export function xmlBody(
  parcel: Parcel,
  { template = null, mapping = null }: InternetSettings,
  attributes: Record<string, string> = {},
): string {
  if (template !== null) return fillXml(template, parcel, mapping)
  if (mapping === null) return writeElement(leadElement(parcel, attributes))
  return writeElement(elementOfMapping(mapped(parcel, mapping), rootOf(mapping.map(({ to }) => to))))
}

/** Everything that is wrong with settings that describe a document, and its root where it has one. */
export function xmlProblems(
  { template = null, mapping = null }: InternetSettings,
  known: ReadonlySet<string>,
): { problems: FieldProblem[]; root: Root | null } {
  if (template === null) return pathsProblems(mapping, known)
  const ownNames = (mapping ?? []).map(({ to }) => ownName(to))
  const { problems, root } = xmlTemplateProblems(template, new Set([...known, ...ownNames]))
  return {
    problems: [
      ...problems.map((problem) => ({ pointer: '/template', ...problem })),
      ...mappingProblems(mapping ?? [], { known, placeProblem: ownNameProblem }),
    ],
    root,
  }
}

function pathsProblems(
  mapping: InternetSettings['mapping'] = null,
  known: ReadonlySet<string>,
): { problems: FieldProblem[]; root: Root | null } {
  if (mapping === null) return { problems: [], root: null }
  const paths = mapping.map(({ to }) => to)
  const problems = mappingProblems(mapping, { known, placeProblem: pathProblem })
  if (problems.some(({ pointer }) => pointer.endsWith('/to'))) return { problems, root: null }
  const clashes = pathClashes(paths).map(({ i, problem }) => ({ pointer: `/mapping/${i}/to`, ...problem }))
  if (clashes.length > 0) return { problems: [...problems, ...clashes], root: null }
  // Prefixes that nobody declared, namespaces that are none: what a parser says of the document itself.
  const skeleton = writeElement(elementOfMapping(constantsOf(mapping), rootOf(paths)))
  const read = readMarked(skeleton, [])
  return {
    problems: [
      ...problems,
      ...mapping.flatMap(namespaceProblem),
      ...read.problems.map((problem) => ({ pointer: '/mapping', ...problem })),
    ],
    root: read.root,
  }
}

type Entry = NonNullable<InternetSettings['mapping']>[number]

const constantsOf = (mapping: readonly Entry[]) =>
  mapping.map(({ to, value }) => ({ to, isList: false, values: [isNamespace(to) ? value : 'x'] }))

const isNamespace = (to: string): boolean => /\/@xmlns(:|$)/.test(to)

const namespaceProblem = ({ to, value, omitEmpty, transforms }: Entry, i: number): FieldProblem[] => {
  const changes = value === '' || value.includes('{{') || omitEmpty || transforms.length > 0
  if (!isNamespace(to) || !changes) return []
  return [
    { pointer: `/mapping/${i}/value`, code: 'TAG_PLACE', message: 'A namespace is a constant, and always there.' },
  ]
}

const ownNameProblem = (to: string): PlaceProblem | null =>
  /^[A-Za-z][A-Za-z0-9]{0,39}$/.test(to)
    ? null
    : {
        code: 'NOT_A_NAME',
        message: 'Beside a template this is a name of letters and digits: `key` is {{own.key}} there.',
      }
