import { describe, expect, it } from 'vitest'
import { checkLead, fromForm } from '../../../../contract/fields/lead-schema.ts'
import { fieldOf } from './sample-fields.ts'

const fields = [
  fieldOf('text', { name: 'firstName', label: 'First name', required: true }),
  fieldOf('email', { name: 'email', label: 'E-mail', required: true }),
  fieldOf('postcode', { name: 'postcode', label: 'Postcode' }),
  fieldOf('number', { name: 'rooms', label: 'Rooms', min: 1, max: 9, integer: true }),
  fieldOf('consent', { name: 'mayCall', label: 'Calls', required: true }),
]
const good = { firstName: 'Ada', email: 'ada@example.com', mayCall: { granted: true, version: '2026-01' } }

const codesOf = (values: unknown, pointer?: string): string[] => {
  const checked = checkLead(fields, values, pointer)
  return checked.ok ? [] : checked.errors.map((error) => `${error.pointer} ${error.code}`)
}

describe('checkLead', () => {
  it('promises what the lead keeps, without what was left empty', () => {
    const given = { ...good, firstName: ' Ada ', postcode: 'm11ae', rooms: '' }
    expect(checkLead(fields, given)).toEqual({ ok: true, values: { ...good, postcode: 'M1 1AE' } })
  })

  it('promises every bad field at once, each with its pointer, its code and what to mend', () => {
    const checked = checkLead(fields, { email: 'ada', postcode: 'HELLO', rooms: 0, colour: 'red', size: 3 })
    expect(checked).toEqual({
      ok: false,
      errors: [
        { pointer: '/fields/firstName', code: 'REQUIRED', message: 'Fill this in.' },
        {
          pointer: '/fields/email',
          code: 'INVALID_EMAIL',
          message: 'Enter an e-mail address such as name@example.com.',
        },
        { pointer: '/fields/postcode', code: 'INVALID_POSTCODE', message: 'Enter a postcode such as M1 1AE.' },
        { pointer: '/fields/rooms', code: 'TOO_SMALL', message: 'Enter 1 or more.' },
        { pointer: '/fields/mayCall', code: 'CONSENT_REQUIRED', message: 'Tick the box to agree.' },
        {
          pointer: '/fields/colour',
          code: 'UNKNOWN_FIELD',
          message: 'There is no field called “colour” here. Remove it.',
        },
        {
          pointer: '/fields/size',
          code: 'UNKNOWN_FIELD',
          message: 'There is no field called “size” here. Remove it.',
        },
      ],
    })
  })

  it.each([[null], [undefined], ['text'], [7], [[good]]])('promises that %j is no set of values', (values) => {
    expect(codesOf(values)).toEqual(['/fields WRONG_TYPE'])
  })

  it('promises pointers from where the values stand', () => {
    expect(codesOf({ ...good, rooms: 1.5 }, '')).toEqual(['/rooms NOT_WHOLE'])
    expect(codesOf({ ...good, 'a/b~c': 1 }, '/lead')).toEqual(['/lead/a~1b~0c UNKNOWN_FIELD'])
  })

  it('promises that names of JavaScript itself are unknown fields and no values', () => {
    const given = JSON.parse('{ "__proto__": { "rooms": 3 }, "constructor": 1, "toString": 2 }')
    expect(codesOf({ ...good, ...given })).toEqual([
      '/fields/__proto__ UNKNOWN_FIELD',
      '/fields/constructor UNKNOWN_FIELD',
      '/fields/toString UNKNOWN_FIELD',
    ])
    expect(checkLead([fieldOf('text', { name: 'valueOf' })], {})).toEqual({ ok: true, values: {} })
  })

  it('promises a short answer to a body of nothing but unknown names', () => {
    const many = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`k${index}`.padEnd(500, 'x'), 1]))
    const checked = checkLead(fields, { ...good, ...many })
    expect(JSON.stringify(checked).length).toBeLessThan(6000)
  })

  it('promises to leave what it reads as it was', () => {
    const given = Object.freeze({ ...good, extra: ['x'] })
    checkLead(fields, given)
    expect(given).toEqual({ ...good, extra: ['x'] })
  })
})

describe('fromForm', () => {
  const filled = [
    ['firstName', ' Ada '],
    ['email', 'ada@example.com'],
    ['postcode', ''],
    ['rooms', '3'],
    ['mayCall', '2026-01'],
  ] as const

  it('promises values that checkLead reads', () => {
    const checked = checkLead(fields, fromForm(fields, filled))
    expect(checked).toEqual({ ok: true, values: { ...good, rooms: 3 } })
  })

  it('promises that an unticked box and an unsent field are empty', () => {
    expect(codesOf(fromForm(fields, []))).toEqual([
      '/fields/firstName REQUIRED',
      '/fields/email REQUIRED',
      '/fields/mayCall CONSENT_REQUIRED',
    ])
  })

  it('promises that what a person mistyped is refused, not lost', () => {
    const entries = filled.map(([name, text]) => [name, name === 'rooms' ? 'three' : text] as const)
    expect(codesOf(fromForm(fields, entries))).toEqual(['/fields/rooms NOT_A_NUMBER'])
  })

  it("promises to pass on names that no field has, except the form's own, which have a hyphen", () => {
    const entries = [...filled, ['colour', 'red'], ['__proto__', 'x'], ['home-page', ''], ['lead-id', 'x']] as const
    expect(codesOf(fromForm(fields, entries))).toEqual([
      '/fields/colour UNKNOWN_FIELD',
      '/fields/__proto__ UNKNOWN_FIELD',
    ])
  })

  it('promises that a file is no text', () => {
    const entries = [...filled.slice(1), ['firstName', new Blob(['Ada'])]] as const
    expect(codesOf(fromForm(fields, entries))).toEqual(['/fields/firstName WRONG_TYPE'])
  })

  it('promises to read the entries of a real FormData', () => {
    const form = new FormData()
    for (const [name, text] of filled) form.append(name, text)
    expect(checkLead(fields, fromForm(fields, form.entries()))).toMatchObject({ ok: true })
  })

  it('promises to take the first text where there can be only one', () => {
    const entries = [...filled, ['firstName', 'Grace']] as const
    expect(fromForm(fields, entries)).toMatchObject({ firstName: ' Ada ' })
  })

  it('promises to get through a body of one name over and over in no time', () => {
    const entries = Array.from({ length: 50_000 }, () => ['firstName', ''] as const)
    expect(fromForm(fields, entries)).toEqual({ firstName: '' })
  })
})
