import { SaxesParser } from 'saxes'

/** An element as it was read. Names are without their prefix: a server may choose any. */
export interface XmlElement {
  name: string
  attributes: Record<string, string>
  children: XmlElement[]
  /** All text within, that of its children too. */
  text: string
}

/** ENGINE 7: what an XML document from outside may cost. */
const xmlLimits = { bytes: 256 * 1024, depth: 32, nodes: 2000 } as const

/**
 * Reads XML that came from outside; null when it is not well-formed or goes past a limit. A DOCTYPE is refused whatever
 * it says, so that no entity is ever declared and nothing is ever fetched. Never throws.
 */
export function parseXml(text: string): XmlElement | null {
  if (text.length > xmlLimits.bytes || new TextEncoder().encode(text).length > xmlLimits.bytes) return null
  try {
    return build(text)
  } catch {
    // Whatever saxes or a limit says of it: an answer that cannot be read says nothing.
    return null
  }
}

function build(text: string): XmlElement | null {
  const parser = new SaxesParser({ position: false, xmlns: false })
  const open: XmlElement[] = []
  let root: XmlElement | null = null
  let nodes = 0
  const count = (more: number) => {
    nodes += more
    if (nodes > xmlLimits.nodes) throw new Error('Too many nodes')
  }
  const addText = (part: string) => {
    const inner = open.at(-1)
    if (inner !== undefined) inner.text += part
  }
  parser.on('doctype', () => {
    throw new Error('A DOCTYPE is refused')
  })
  parser.on('attribute', () => count(1))
  parser.on('opentag', ({ name, attributes }) => {
    count(1)
    const element = { name: localName(name), attributes: withLocalNames(attributes), children: [], text: '' }
    open.at(-1)?.children.push(element)
    root ??= element
    if (open.push(element) > xmlLimits.depth) throw new Error('Too deep')
  })
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('closetag', () => {
    const closed = open.pop()
    addText(closed?.text ?? '')
  })
  parser.write(text.trim().replace(/^\uFEFF/, '')).close()
  return root
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1)

/** Without a prototype: an attribute may have any name. */
const withLocalNames = (attributes: Record<string, string>): Record<string, string> => {
  const read: Record<string, string> = Object.create(null)
  for (const [name, value] of Object.entries(attributes)) if (!name.startsWith('xmlns')) read[localName(name)] = value
  return read
}
