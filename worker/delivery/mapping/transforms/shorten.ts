import type { Transformer } from '../transform.ts'

/** Cut off where the partner's column ends: so many characters, none of them halved. */
export const shorten: Transformer<'shorten'> = {
  kind: 'shorten',
  apply: (text, { length }) => [...text].slice(0, length).join('').trimEnd(),
}
