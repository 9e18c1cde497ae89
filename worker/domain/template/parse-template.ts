import Mustache, { type Token } from 'mustache'

/**
 * A template in pieces. Mustache without its dangerous half (F64): `{{name}}` puts a value in, `{{#name}}…{{/name}}` shows
 * what is between when there is a value, `{{^name}}…{{/name}}` when there is none, `{{! … }}` is a remark. No objects, no
 * lists, no code: every name stands for one text or for nothing.
 */
export type Piece =
  | { kind: 'text'; text: string }
  | { kind: 'value'; name: string; at: number }
  | { kind: 'section'; name: string; at: number; shownWith: boolean; inside: Piece[] }

/** Something that makes a text no template; `at` counts characters from 0. */
export interface Flaw {
  at: number
  code: string
  message: string
}

export type Parsed = { pieces: Piece[]; flaws: Flaw[] }

/** Takes a template apart. What cannot be understood, or is not allowed, is a flaw; then `pieces` are what is left. */
export function parseTemplate(template: string): Parsed {
  const writer = new Mustache.Writer()
  writer.templateCache = undefined
  const flaws: Flaw[] = []
  try {
    return { pieces: piecesOf(writer.parse(template), flaws), flaws }
  } catch (error) {
    return { pieces: [], flaws: [unclosed(template, error instanceof Error ? error.message : String(error))] }
  }
}

function piecesOf(tokens: readonly Token[], flaws: Flaw[]): Piece[] {
  return tokens.flatMap(([type, value, at, , inside = []]): Piece[] => {
    if (type === 'text') return [{ kind: 'text', text: value }]
    if (type === 'name') return [{ kind: 'value', name: value, at }]
    if (type === '#' || type === '^')
      return [{ kind: 'section', name: value, at, shownWith: type === '#', inside: piecesOf(inside, flaws) }]
    const refused = notAllowed[type]
    if (refused !== undefined) flaws.push({ at, code: 'TAG_NOT_ALLOWED', message: refused })
    return []
  })
}

const notAllowed: Record<string, string> = {
  '&': 'A value always goes in escaped: write {{name}}, with two braces.',
  '>': 'A template cannot contain another one.',
  '=': 'Tags are always written with {{ and }}.',
}

/** The parser says where it stopped; a person looks for where the tag begins. */
function unclosed(template: string, said: string): Flaw {
  const section = /^Un(?:closed|opened) section "(.*)" at (\d+)$/s.exec(said)
  if (section !== null && said.startsWith('Unopened'))
    return { at: Number(section[2]), code: 'TAG_NOT_CLOSED', message: `{{/${section[1]}}} ends what nothing began.` }
  if (section !== null)
    return {
      at: Math.max(0, template.search(opening(section[1]!))),
      code: 'TAG_NOT_CLOSED',
      message: `{{#${section[1]}}} is not ended: write {{/${section[1]}}} after it.`,
    }
  return { at: Math.max(0, template.lastIndexOf('{{')), code: 'TAG_NOT_CLOSED', message: 'This tag has no }}.' }
}

const opening = (name: string): RegExp => new RegExp(`\\{\\{\\s*[#^]\\s*${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`)
