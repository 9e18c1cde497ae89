import { escapeAttribute, escapeText } from './escape.ts'

/** A piece of a document about to be written: its names are checked, its texts are not yet encoded. */
export interface Element {
  name: string
  attributes: [name: string, value: string][]
  children: (Element | string)[]
}

export const element = (
  name: string,
  children: Element['children'] = [],
  attributes: Record<string, string> = {},
): Element => ({ name, attributes: Object.entries(attributes), children })

/** What stands before every document. UTF-8 is all that is ever sent. */
export const declaration = '<?xml version="1.0" encoding="utf-8"?>\n'

/** The element as XML, on one line. A name that could break out of its place is our own fault, and stops it. */
export function writeElement({ name, attributes, children }: Element): string {
  const written = attributes.map(([key, value]) => ` ${safe(key)}="${escapeAttribute(value)}"`).join('')
  const inside = children.map((child) => (typeof child === 'string' ? escapeText(child) : writeElement(child))).join('')
  return inside === '' ? `<${safe(name)}${written}/>` : `<${safe(name)}${written}>${inside}</${name}>`
}

/** A name with at most one prefix, in plain letters: every parser agrees on what it is. */
export const isXmlName = (name: string): boolean =>
  /^([A-Za-z_][A-Za-z0-9_.-]{0,99}:)?[A-Za-z_][A-Za-z0-9_.-]{0,99}$/.test(name)

function safe(name: string): string {
  if (!isXmlName(name)) throw new Error('This is no name of XML.')
  return name
}
