import { readdirSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Field } from '../../../../contract/fields/field.ts'
import { fieldListSchema } from '../../../../contract/fields/field-list.ts'
import { kindOf, kindSettings, kinds } from '../../../../contract/fields/kinds.ts'
import { checkLead, fromForm } from '../../../../contract/fields/lead-schema.ts'
import { parseAll } from '../../../../contract/parse.ts'
import { fieldOf } from './sample-fields.ts'

const namesIn = (folder: string, ending: string): string[] =>
  readdirSync(new URL(folder, import.meta.url))
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length).replace(/-(.)/g, (_, letter: string) => letter.toUpperCase()))
    .sort()

describe('the list of kinds', () => {
  const listed = kinds.map(({ kind }) => kind).sort()

  it("promises to have every file of the folder, under the file's own name", () => {
    expect(namesIn('../../../../contract/fields/kinds/', '.ts')).toEqual(listed)
  })

  it('promises a table of values for each', () => {
    expect(namesIn('./kinds/', '.test.ts')).toEqual(listed)
  })

  it('promises settings for each', () => {
    expect(Object.keys(kindSettings).sort()).toEqual(listed)
  })

  it('promises to say which kind it does not know', () => {
    expect(() => kindOf({ kind: 'colour' })).toThrow('colour')
  })
})

describe.each(kinds.map(({ kind }) => kind))('%s', (kind) => {
  const field = fieldOf(kind)
  const { example, toForm, toText, options, attributes, control } = kindOf(field)

  it('promises that its least settings make a field', () => {
    expect(parseAll(fieldListSchema, [field])).toEqual({ ok: true, output: [field] })
  })

  it('promises to accept its example and to keep it as it is', () => {
    expect(checkLead([field], { it: example(field) })).toEqual({ ok: true, values: { it: example(field) } })
  })

  it('promises that its example survives the way into a form and back', () => {
    const entries = toForm(example(field), field).map((text) => ['it', text] as const)
    expect(fromForm([field], entries)).toEqual({ it: example(field) })
  })

  it('promises that its example survives JSON', () => {
    expect(JSON.parse(JSON.stringify(example(field)))).toEqual(example(field))
  })

  it('promises that a person reads its example as text', () => {
    expect(toText(example(field), field)).toMatch(/\S/)
  })

  it('promises that nothing is asked of an optional field', () => {
    for (const given of [{}, { it: '' }, { it: '  ' }, { it: null }, { it: [] }, { it: undefined }]) {
      expect(checkLead([field], given)).toEqual({ ok: true, values: {} })
    }
    expect(checkLead([field], fromForm([field], []))).toEqual({ ok: true, values: {} })
    if (control !== 'checkbox' && control !== 'checkboxes') {
      expect(checkLead([field], fromForm([field], [['it', ' ']]))).toEqual({ ok: true, values: {} })
    }
  })

  it('promises that a required field is asked for', () => {
    const code = kind === 'consent' ? 'CONSENT_REQUIRED' : 'REQUIRED'
    for (const given of [{}, { it: '' }, { it: '  ' }, { it: null }, { it: [] }]) {
      expect(checkLead([{ ...field, required: true }], given)).toMatchObject({ ok: false, errors: [{ code }] })
    }
  })

  it('promises to refuse whatever else it is given with a code and a sentence', () => {
    const odd = [{ a: 1 }, [[]], [{}], -1e99, 'nothing\u0007', '\ud800', Symbol.iterator, () => 1, 10n, new Date(0)]
    for (const given of odd) {
      const checked = checkLead([field], { it: given })
      expect(checked, String(given)).toMatchObject({
        ok: false,
        errors: [{ code: expect.stringMatching(/^[A-Z_]+$/) }],
      })
      const message = checked.ok ? '' : checked.errors[0]?.message
      expect(message).toMatch(/^[A-Z].*\.$/)
      expect(message).not.toMatch(/\bit\b/)
    }
  })

  it('promises that whatever it keeps, of whatever it is sent, it would keep again', () => {
    const nearly = fc.string({ unit: fc.constantFrom(...'0158 +-().,@aMm£\t\n\u200b') })
    const sent = fc.oneof(nearly, fc.string({ unit: 'binary' }), fc.jsonValue(), fc.constant(example(field)))
    const keepsAgain = (values: unknown) => {
      const checked = checkLead([field], values)
      if (checked.ok) expect(checkLead([field], checked.values)).toEqual(checked)
    }
    fc.assert(
      fc.property(sent, nearly, (value, typed) => {
        keepsAgain({ it: value })
        keepsAgain({ it: [value] })
        keepsAgain(fromForm([field], [['it', typed]]))
      }),
    )
  })

  it('promises options wherever there is something to choose', () => {
    const chooses = ['select', 'radios', 'checkboxes', 'checkbox'].includes(control)
    expect((options?.(field) ?? []).length > 0).toBe(chooses)
  })

  it('promises that the control refuses nothing that the kind accepts', () => {
    const { maxlength = 1e6, min = -1e6 } = attributes(field) as { maxlength?: number; min?: number }
    const texts = toForm(example(field), field)
    expect(texts.every((text) => text.length <= maxlength)).toBe(true)
    expect(min).toBeLessThan(1)
  })
})

it('promises that every field of a list is checked by its own kind', () => {
  const fields: Field[] = kinds.map(({ kind }) => fieldOf(kind, { name: `${kind}Field` }))
  const values = Object.fromEntries(fields.map((field) => [field.name, kindOf(field).example(field)]))
  expect(checkLead(fields, values)).toEqual({ ok: true, values })
})
