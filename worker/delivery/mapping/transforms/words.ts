import type { Transformer } from '../transform.ts'

/** Parts of a name in one field: “Ada King Lovelace” is Ada first, Lovelace last, King Lovelace after the first. */
export const words: Transformer<'words'> = {
  kind: 'words',
  apply(text, { take }) {
    const all = text.split(/\s+/).filter((word) => word !== '')
    if (take === 'rest') return all.slice(1).join(' ')
    return (take === 'first' ? all[0] : all.at(-1)) ?? ''
  },
}
