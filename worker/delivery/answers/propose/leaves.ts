import type { AnswerCapture, AnswerCondition } from '../../../../contract/answer-rule.ts'
import type { OpenAnswer } from '../open-answer.ts'
import type { XmlElement } from '../xml-tree.ts'

/** One value in an answer, and how a rule would point to it. */
export interface Leaf {
  /** Its last name: status. */
  name: string
  /** All of its way: /result/status. */
  place: string
  value: string
  is(oneOf: string[]): AnswerCondition
  capture: AnswerCapture
}

/** Every short value of an answer that a rule can point to: JSON's, or else XML's; none in any other text. */
export function leavesOf(answer: OpenAnswer): Leaf[] {
  const root = answer.xml()
  const leaves = root === null ? inJson(answer.json(), '', 0) : inXml(root)
  return leaves.filter(({ value, place }) => value !== '' && value.length <= 300 && place.length <= 200).slice(0, 300)
}

function inJson(value: unknown, pointer: string, depth: number): Leaf[] {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return [
      {
        name: pointer.split('/').at(-1) ?? '',
        place: pointer,
        value: String(value),
        is: (oneOf) => ({ kind: 'pointer', pointer, oneOf }),
        capture: { kind: 'pointer', pointer },
      },
    ]
  if (typeof value !== 'object' || value === null || depth >= 6) return []
  return Object.entries(value)
    .slice(0, 100)
    .flatMap(([key, inner]) => inJson(inner, `${pointer}/${escaped(key)}`, depth + 1))
}

const escaped = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1')

/** By the whole path, so that what stands elsewhere under the same name is not meant. */
function inXml(root: XmlElement): Leaf[] {
  const walk = (element: XmlElement, path: string): Leaf[] => [
    ...Object.entries(element.attributes).map(([name, value]) => xmlLeaf(`${path}/@${name}`, name, value)),
    ...(element.children.length === 0 ? [xmlLeaf(path, element.name, element.text)] : []),
    ...element.children.flatMap((child) => walk(child, `${path}/${child.name}`)),
  ]
  return walk(root, `/${root.name}`).filter(({ place }) => pathPattern.test(place))
}

/** What contract/answer-rule.ts takes for a path. */
const pathPattern = /^(\/[A-Za-z_][A-Za-z0-9_.-]*){1,11}(\/@[A-Za-z_][A-Za-z0-9_.-]*)?$/

const xmlLeaf = (path: string, name: string, value: string): Leaf => ({
  name,
  place: path,
  value: value.trim(),
  is: (oneOf) => ({ kind: 'element', path, oneOf }),
  capture: { kind: 'element', path },
})
