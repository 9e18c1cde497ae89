import { type Field, type Kind, keep, refuse } from '../field.ts'

export interface YesNoField extends Field {
  kind: 'yesNo'
}

const answers = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
]

/** A question that wants an answer either way: no is an answer, nothing is not. */
export const yesNo: Kind<YesNoField, boolean> = {
  kind: 'yesNo',
  control: 'radios',
  read: (given) => (typeof given === 'boolean' ? keep(given) : refuse('WRONG_TYPE', 'Expected true or false.')),
  fromForm: ([text]) => (text === 'yes' ? true : text === 'no' ? false : text),
  toForm: (value) => [value ? 'yes' : 'no'],
  toText: (value) => (value ? 'Yes' : 'No'),
  attributes: () => ({ type: 'radio' }),
  options: () => answers,
  example: () => true,
}
