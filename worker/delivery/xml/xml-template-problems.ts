import { parseTemplate } from '../../domain/template/parse-template.ts'
import { type PlaceProblem, textProblems } from '../mapping/mapping-problems.ts'
import { markedTemplate } from './marked-template.ts'
import { readMarked } from './read-marked.ts'
import { withoutDeclaration } from './xml-template.ts'

/** A template's root element: what tells a whole SOAP envelope from what stands inside one. */
export interface Root {
  local: string
  namespace: string
  /** The local names of the elements right below it, each with its namespace. */
  children: { local: string; namespace: string }[]
}

/**
 * Everything that is wrong with a template of XML: tags that are none, names that nobody knows, XML that is not
 * well-formed, and tags elsewhere than in the text of an element or the value of an attribute: nothing but those two is
 * safe to put a value into. A section must begin and end inside the same element, so that the rest is well-formed
 * without it.
 */
export function xmlTemplateProblems(
  template: string,
  known: ReadonlySet<string>,
): { problems: PlaceProblem[]; root: Root | null } {
  const problems = textProblems(template, known)
  const encoding = declaredEncoding(template)
  if (encoding !== null && encoding.toLowerCase() !== 'utf-8')
    problems.push({ code: 'ENCODING', message: 'Everything is sent as UTF-8: leave the encoding out, or say utf-8.' })
  const { pieces, flaws } = parseTemplate(withoutDeclaration(template))
  // Where the tags are broken, where they stand cannot be told.
  if (flaws.length > 0) return { problems, root: null }
  const { text, marks } = markedTemplate(pieces)
  const read = readMarked(text, marks)
  return { problems: [...problems, ...read.problems], root: read.root }
}

const declaredEncoding = (xml: string): string | null =>
  /^\uFEFF?\s*<\?xml\s[^>]*\bencoding\s*=\s*["']([^"']*)["']/.exec(xml)?.[1] ?? null
