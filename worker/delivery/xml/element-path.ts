import type { Mapped } from '../mapping/mapped.ts'
import type { PlaceProblem } from '../mapping/mapping-problems.ts'
import { type Element, element, isXmlName } from './element.ts'

/** Lead/Customer/Name is an element, Lead/@ref an attribute of Lead. */
interface Path {
  elements: string[]
  attribute: string | null
}

function readPath(to: string): Path {
  const steps = to.split('/')
  const last = steps.at(-1)!
  return last.startsWith('@')
    ? { elements: steps.slice(0, -1), attribute: last.slice(1) }
    : { elements: steps, attribute: null }
}

/** What is wrong with one path; null when it is one. */
export function pathProblem(to: string): PlaceProblem | null {
  const { elements, attribute } = readPath(to)
  const wrong = (message: string) => ({ code: 'NOT_A_PATH', message })
  if (elements.length === 0) return wrong('An attribute belongs to an element: Lead/@ref.')
  if (elements.length > 30) return wrong('This is deeper than 30 elements.')
  const odd = [...elements, ...(attribute === null ? [] : [attribute])].find((name) => !isXmlName(name))
  if (odd !== undefined)
    return wrong(`“${odd}” cannot be the name of an element: expected a path such as Lead/Customer/Name.`)
  // xmlns is how a namespace is named; every other name that begins with xml is kept by the standard for itself.
  if (elements.some((name) => /^xml/i.test(name)) || (attribute !== null && /^xml(?!ns(:|$))/i.test(attribute)))
    return wrong('Names that begin with xml are XML’s own.')
  return null
}

/** What is wrong with paths that are each right: two roots, or a text where there are elements; by their number. */
export function pathClashes(paths: readonly string[]): { i: number; problem: PlaceProblem }[] {
  const root = paths[0]?.split('/')[0]
  return paths.flatMap((to, i) => {
    if (to.split('/')[0] !== root)
      return [{ i, problem: { code: 'SEVERAL_ROOTS', message: `A document has one root, and it is ${root}.` } }]
    const holds = paths.some((other) => other.startsWith(`${to}/`) && !other.slice(to.length + 1).startsWith('@'))
    if (holds)
      return [{ i, problem: { code: 'PLACE_TAKEN', message: 'There are elements inside this one: it has no text.' } }]
    return []
  })
}

/** The document that a mapping describes. A list becomes one element for each of its values. */
export function elementOfMapping(values: readonly Mapped[], rootName: string): Element {
  const root = element(rootName)
  for (const { to, isList, values: said } of values) {
    const { elements, attribute } = readPath(to)
    const texts = said.map((value) => (value === null ? '' : String(value)))
    if (attribute !== null) {
      descend(root, elements.slice(1)).attributes.push([attribute, texts.join(',')])
      continue
    }
    if (elements.length === 1) {
      root.children.push(texts.join(','))
      continue
    }
    const parent = descend(root, elements.slice(1, -1))
    const name = elements.at(-1)!
    if (isList) parent.children.push(...texts.map((text) => element(name, [text])))
    else descend(parent, [name]).children.push(...texts)
  }
  return root
}

/** The element at the end of the path, made where it is not there yet. */
function descend(from: Element, path: readonly string[]): Element {
  return path.reduce((at, name) => {
    const there = at.children.find((child): child is Element => typeof child !== 'string' && child.name === name)
    if (there !== undefined) return there
    const made = element(name)
    at.children.push(made)
    return made
  }, from)
}

/** The root that the paths of a mapping share. */
export const rootOf = (paths: readonly string[]): string => paths[0]!.split('/')[0]!
