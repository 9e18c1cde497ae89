import { SaxesParser } from 'saxes'

/** An element as a partner's parser gives it. */
export interface Parsed {
  name: string
  namespace: string
  attributes: Record<string, string>
  children: Parsed[]
  text: string
}

/** Reads a document with a strict parser, namespaces and all; throws where it is not well-formed. */
export function readXml(xml: string): Parsed {
  const parser = new SaxesParser({ xmlns: true })
  const top: Parsed = { name: '', namespace: '', attributes: {}, children: [], text: '' }
  const open = [top]
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ local, uri, attributes }) => {
    const named = Object.values(attributes).map(({ name, value }) => [name, value])
    const read: Parsed = { name: local, namespace: uri, attributes: Object.fromEntries(named), children: [], text: '' }
    open.at(-1)!.children.push(read)
    open.push(read)
  })
  parser.on('closetag', () => open.pop())
  parser.on('text', (text) => {
    open.at(-1)!.text += text
  })
  parser.on('cdata', (text) => {
    open.at(-1)!.text += text
  })
  parser.write(xml).close()
  return top.children[0]!
}

/** The element at the end of a path of names; throws where there is none. */
export const at = (element: Parsed, ...path: string[]): Parsed =>
  path.reduce((from, name) => {
    const found = from.children.find((child) => child.name === name)
    if (found === undefined) throw new Error(`There is no ${name} in ${from.name}.`)
    return found
  }, element)

/** What XML 1.0 can carry of a text: not most control characters, nor halves of a surrogate pair. */
export const inXml = (text: string): string =>
  text.replace(/(?![\t\n\r\u007f-\u009f])\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu, '')

/** What our own lead element says: the reference, and the fields by name. */
export const leadIn = (lead: Parsed): { reference: string; fields: Record<string, string> } => ({
  reference: at(lead, 'reference').text,
  fields: Object.fromEntries(at(lead, 'fields').children.map(({ name, text }) => [name, text])),
})
