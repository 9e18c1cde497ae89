import { describe, expect, it } from 'vitest'
import { email } from '../../../../../contract/fields/kinds/email.ts'
import { messageFor, promiseValues } from '../promise-values.ts'
import { fieldOf } from '../sample-fields.ts'

const long = (length: number) =>
  `a@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.${'e'.repeat(length - 189)}.com`

describe('email', () => {
  promiseValues(fieldOf('email'), {
    accepted: [
      ['alex@example.com', 'alex@example.com'],
      ['  Alex.Smith@Example.COM ', 'Alex.Smith@Example.COM'],
      ["o'neill+leads@mail.example.co.uk", "o'neill+leads@mail.example.co.uk"],
      ['\u200balex@example.com\u200b', 'alex@example.com'],
      ['a@xn--bcher-kva.example', 'a@xn--bcher-kva.example'],
      [`${'a'.repeat(64)}@example.com`, `${'a'.repeat(64)}@example.com`],
      [long(250), long(250)],
      ['', undefined],
    ],
    refused: [
      'alex',
      'alex@example',
      '@example.com',
      'alex@.com',
      'alex@example..com',
      'alex@-example.com',
      'alex@example-.com',
      'alex@10.0.0.1',
      '.alex@example.com',
      'alex.@example.com',
      'al..ex@example.com',
      'al ex@example.com',
      'alex@example.com, sam@example.com',
      'Alex <alex@example.com>',
      'alex@@example.com',
      `${'a'.repeat(65)}@example.com`,
      long(255),
    ].map((given) => [given, 'INVALID_EMAIL']),
  })

  promiseValues(fieldOf('email'), {
    accepted: [],
    refused: [
      ['alex@example.com\nBcc: sam@example.com', 'HIDDEN_CHARACTER'],
      [['alex@example.com'], 'WRONG_TYPE'],
    ],
  })

  it('promises an example to go by', () => {
    expect(messageFor(fieldOf('email'), 'alex')).toBe('Enter an e-mail address such as name@example.com.')
  })

  it("promises the browser's own keyboard and memory for the field called email", () => {
    const field = { ...fieldOf('email'), kind: 'email' as const, name: 'email' }
    expect(email.attributes(field)).toEqual({ type: 'email', maxlength: 254, autocomplete: 'email' })
  })
})
