import type { Transformer } from '../transform.ts'

/** Capitals or small letters throughout. */
export const changeCase: Transformer<'case'> = {
  kind: 'case',
  apply: (text, { to }) => (to === 'upper' ? text.toUpperCase() : text.toLowerCase()),
}
