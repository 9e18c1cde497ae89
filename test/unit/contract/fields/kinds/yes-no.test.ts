import { describe, expect, it } from 'vitest'
import { yesNo } from '../../../../../contract/fields/kinds/yes-no.ts'
import { checkLead, fromForm } from '../../../../../contract/fields/lead-schema.ts'
import { promiseBadSettings, promiseValues } from '../promise-values.ts'
import { fieldOf } from '../sample-fields.ts'

describe('yesNo', () => {
  promiseValues(fieldOf('yesNo', { required: true }), {
    accepted: [
      [true, true],
      [false, false],
    ],
    refused: [
      [null, 'REQUIRED'],
      ['', 'REQUIRED'],
      ['yes', 'WRONG_TYPE'],
      [1, 'WRONG_TYPE'],
      [0, 'WRONG_TYPE'],
    ],
  })

  promiseBadSettings([[fieldOf('yesNo', { options: [] }), '/options']])

  it.each([
    ['yes', { ok: true, values: { it: true } }],
    ['no', { ok: true, values: { it: false } }],
    ['', { ok: true, values: {} }],
  ])('promises that %j on a form is an answer', (typed, checked) => {
    const fields = [fieldOf('yesNo')]
    expect(checkLead(fields, fromForm(fields, [['it', typed]]))).toEqual(checked)
  })

  it('promises that an answer that is neither is refused', () => {
    const fields = [fieldOf('yesNo')]
    expect(checkLead(fields, fromForm(fields, [['it', 'perhaps']]))).toMatchObject({ ok: false })
  })

  it('promises that a person reads Yes or No', () => {
    const field = { ...fieldOf('yesNo'), kind: 'yesNo' as const }
    expect([true, false].map((value) => yesNo.toText(value, field))).toEqual(['Yes', 'No'])
    expect(yesNo.options?.(field).map(({ value }) => value)).toEqual(['yes', 'no'])
  })
})
