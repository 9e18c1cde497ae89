import type { Message } from '../../../contract/template.ts'
import { escapeHtml } from './escape-html.ts'
import { type Piece, parseTemplate } from './parse-template.ts'

/** What the names of a template stand for. A Map has no names but its own: no `constructor`, no `__proto__`. */
export type Filling = ReadonlyMap<string, string>

/**
 * A template filled in, as it is sent. A name without a value leaves nothing. Values are escaped in HTML and go as they
 * are into text; in the subject, a line break in a value becomes a space (F30: it would begin another header).
 */
export const fillTemplate = (
  template: { subject: string; text: string; html: string | null },
  filling: Filling,
): Message => ({
  subject: fill(template.subject, filling, asIs)
    .replace(/\p{Cc}+/gu, ' ')
    .trim(),
  text: fill(template.text, filling, asIs),
  html: template.html === null ? null : fill(template.html, filling, escapeHtml),
})

/** One text filled in; `write` encodes each value for the place that it goes to. */
export const fill = (template: string, filling: Filling, write: (value: string) => string): string =>
  written(parseTemplate(template).pieces, filling, write)

function written(pieces: readonly Piece[], filling: Filling, write: (value: string) => string): string {
  return pieces
    .map((piece) => {
      if (piece.kind === 'text') return piece.text
      const value = filling.get(piece.name) ?? ''
      if (piece.kind === 'value') return write(value)
      return (value !== '') === piece.shownWith ? written(piece.inside, filling, write) : ''
    })
    .join('')
}

const asIs = (value: string): string => value
