import type { XmlElement } from './xml-tree.ts'

/**
 * The texts at a path such as /response/status, //status or //lead/@id, in the order of the document, trimmed. Names
 * are compared without prefix and as they are written.
 */
export function findInXml(root: XmlElement, path: string): string[] {
  const anywhere = path.startsWith('//')
  const steps = path.replace(/^\/\/?/, '').split('/')
  const attribute = steps.at(-1)?.startsWith('@') ? steps.pop()?.slice(1) : undefined
  const [first = '', ...rest] = steps
  const starts = anywhere ? within(root).filter(({ name }) => name === first) : root.name === first ? [root] : []
  const found = rest.reduce((elements, name) => elements.flatMap((element) => childrenNamed(element, name)), starts)
  const texts =
    attribute === undefined ? found.map(({ text }) => text) : found.map((each) => each.attributes[attribute])
  return texts.filter((text) => text !== undefined).map((text) => text.trim())
}

/** The element and all within it, in the order of the document. */
export const within = (element: XmlElement): XmlElement[] => [element, ...element.children.flatMap(within)]

const childrenNamed = ({ children }: XmlElement, name: string): XmlElement[] =>
  children.filter((child) => child.name === name)
