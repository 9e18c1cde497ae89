import type { Transformer } from '../transform.ts'

/** One value for another, in the partner's words: yes becomes 1. Capitals and outer blanks do not count. */
export const values: Transformer<'values'> = {
  kind: 'values',
  problem({ values: list }) {
    const twice = list.findIndex(({ from }, i) => list.findIndex((other) => plain(other.from) === plain(from)) < i)
    return twice < 0 ? null : { key: `values/${twice}/from`, message: 'This value is given twice.' }
  },
  apply: (text, { values: list, otherwise }) =>
    list.find(({ from }) => plain(from) === plain(text))?.to ?? otherwise ?? text,
}

const plain = (text: string): string => text.trim().toLowerCase()
