import type { Piece } from '../../domain/template/parse-template.ts'

/** A tag of a template: where a value goes, or where a section begins or ends. */
export interface Mark {
  kind: 'value' | 'begin' | 'end'
  name: string
  /** Of a begin and its end: the same number. */
  section: number
}

/** What stands for tag number i while the XML around it is read. */
const marker = (i: number): string => `\uE000${i}\uE001`

export const markerPattern = /\uE000(\d+)\uE001/g

/** A template with every tag replaced by a marker that no name of XML may have and that every text may. */
export function markedTemplate(pieces: readonly Piece[]): { text: string; marks: Mark[] } {
  const marks: Mark[] = []
  let sections = 0
  const mark = (entry: Mark): string => marker(marks.push(entry) - 1)
  const write = (list: readonly Piece[]): string =>
    list
      .map((piece) => {
        // Nobody's text has these; one that did could pass for a tag.
        if (piece.kind === 'text') return piece.text.replace(/[\uE000\uE001]/g, '\uFFFD')
        if (piece.kind === 'value') return mark({ kind: 'value', name: piece.name, section: 0 })
        const section = ++sections
        const begin = mark({ kind: 'begin', name: piece.name, section })
        return begin + write(piece.inside) + mark({ kind: 'end', name: piece.name, section })
      })
      .join('')
  return { text: write(pieces), marks }
}
