import { SaxesParser, type SaxesTagNS } from 'saxes'
import type { PlaceProblem } from '../mapping/mapping-problems.ts'
import { type Mark, markerPattern } from './marked-template.ts'
import type { Root } from './xml-template-problems.ts'

const mostElements = 2000
const mostDepth = 32

/** Reads a template's XML with markers in place of its tags: is it well-formed, and where does each tag stand? */
export function readMarked(text: string, marks: readonly Mark[]): { problems: PlaceProblem[]; root: Root | null } {
  const parser = new SaxesParser({ xmlns: true })
  const problems: PlaceProblem[] = []
  const report = (code: string, message: string): void => {
    problems.push({ code, message: `Line ${parser.line}: ${message}` })
  }
  /** Where each tag stands: an element, or one attribute of one. */
  const places = new Map<number, string>()
  const open: number[] = []
  let elements = 0
  let root: Root | null = null

  const note = (place: string, said: string): void => {
    for (const [, number] of said.matchAll(markerPattern)) places.set(Number(number), place)
  }
  const refuse = (what: string) => (said: string) => {
    if (said.search(markerPattern) >= 0) report('TAG_PLACE', `A value cannot go into ${what}.`)
  }

  parser.on('error', (error) => report('BROKEN_XML', error.message.replace(/^\d+:\d+: /, '')))
  parser.on('doctype', () => report('DOCTYPE', 'A DOCTYPE is never sent.'))
  parser.on('processinginstruction', ({ target }) => report('BROKEN_XML', `The instruction ${target} is not sent.`))
  parser.on('comment', refuse('a comment'))
  parser.on('cdata', refuse('a CDATA section: leave the CDATA out, values are escaped'))
  parser.on('text', (said) => note(`element ${open.at(-1) ?? 0}`, said))
  parser.on('closetag', () => open.pop())
  parser.on('opentag', (tag: SaxesTagNS) => {
    elements += 1
    const child = { local: tag.local, namespace: tag.uri }
    if (open.length === 0) root ??= { ...child, children: [] }
    if (open.length === 1) root?.children.push(child)
    open.push(elements)
    for (const { name, value } of Object.values(tag.attributes)) {
      if (/^xmlns(:|$)/.test(name)) refuse('a namespace')(value)
      else note(`attribute ${elements} ${name}`, value)
    }
    if (elements === mostElements + 1) report('TOO_LARGE', `Give at most ${mostElements} elements.`)
    if (open.length === mostDepth + 1) report('TOO_LARGE', `Give at most ${mostDepth} elements inside one another.`)
  })

  parser.write(text).close()
  if (problems.length === 0) problems.push(...misplaced(marks, places))
  return { problems: problems.slice(0, 20), root }
}

/** Tags that the parser met nowhere where a value may stand, and sections that begin and end in different places. */
function misplaced(marks: readonly Mark[], places: ReadonlyMap<number, string>): PlaceProblem[] {
  return marks.flatMap(({ kind, name, section }, i) => {
    const place = places.get(i)
    if (place === undefined)
      return [{ code: 'TAG_PLACE', message: `{{${name}}} must stand in an element’s text or an attribute’s value.` }]
    const begin = marks.findIndex((mark) => mark.kind === 'begin' && mark.section === section)
    if (kind === 'end' && places.get(begin) !== place)
      return [{ code: 'TAG_PLACE', message: `{{#${name}}} must end in the element in which it begins.` }]
    return []
  })
}
