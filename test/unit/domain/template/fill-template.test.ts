import { describe, expect, it } from 'vitest'
import { kinds } from '../../../../contract/fields/kinds.ts'
import { fillTemplate } from '../../../../worker/domain/template/fill-template.ts'
import { fillingOf, sampleFacts } from '../../../../worker/domain/template/filling.ts'
import { usualFields } from '../../../support/world.ts'
import { fieldOf } from '../../contract/fields/sample-fields.ts'

const filling = new Map([
  ['firstName', 'Ada'],
  ['company', ''],
  ['note', '<b>"5 & 6"</b>\n{{firstName}}'],
  ['length', '12 m'],
])

const textOf = (text: string) => fillTemplate({ subject: 'x', text, html: null }, filling).text

const texts: [title: string, template: string, filled: string][] = [
  ['a value goes in as it is', 'Hi {{firstName}}, {{note}}!', 'Hi Ada, <b>"5 & 6"</b>\n{{firstName}}!'],
  ['a value that is missing leaves nothing', 'Hi {{company}}!', 'Hi !'],
  ['a name that nobody knows leaves nothing', 'Hi {{constructor}}{{__proto__}}!', 'Hi !'],
  ['a section shows with a value', '{{#firstName}}yes{{/firstName}}', 'yes'],
  ['a section hides without one', 'a{{#company}}no{{/company}}b', 'ab'],
  ['its opposite shows without one', '{{^company}}private{{/company}}', 'private'],
  ['its opposite hides with one', '{{^firstName}}no{{/firstName}}', ''],
  ['a section looks into no value', '{{#firstName}}{{length}}{{/firstName}}', '12 m'],
  ['a remark is not sent', 'a{{! not this }}b', 'ab'],
  ['lines that hold nothing but a section tag leave no gap', 'a\n{{#firstName}}\nb\n{{/firstName}}\nc\n', 'a\nb\nc\n'],
]

describe('filling a template in promises that', () => {
  it.each(texts)('%s', (_, template, filled) => {
    expect(textOf(template)).toBe(filled)
  })

  it('HTML has every value escaped, in elements and in attributes', () => {
    const { html } = fillTemplate({ subject: 'x', text: 'x', html: '<p title="{{note}}">{{note}}</p>' }, filling)
    const escaped = '&lt;b&gt;&quot;5 &amp; 6&quot;&lt;/b&gt;\n{{firstName}}'
    expect(html).toBe(`<p title="${escaped}">${escaped}</p>`)
  })

  it('a line break in a value never begins another header', () => {
    const evil = new Map([['firstName', 'Ada\r\nBcc: everybody@example.com']])
    const { subject } = fillTemplate({ subject: 'For {{firstName}}', text: 'x', html: null }, evil)
    expect(subject).toBe('For Ada Bcc: everybody@example.com')
  })
})

describe('what names stand for', () => {
  const fields = kinds.map(({ kind }) => ({ ...fieldOf(kind), name: kind }))
  const facts = sampleFacts(fields, { broker: 'B', zone: 'Europe/London', now: Date.UTC(2026, 5, 15, 12) })

  it('promises a text for every kind of field', () => {
    const names = fillingOf(facts)
    expect(fields.filter(({ name }) => !names.get(name))).toEqual([])
  })

  it("promises to leave out answers of another type's fields", () => {
    expect(fillingOf({ ...facts, fields: usualFields, values: { firstName: 'Ada', gone: 'x' } }).has('gone')).toBe(
      false,
    )
  })

  it('promises times as a person reads them', () => {
    const names = fillingOf(facts)
    expect(names.get('lead.receivedAt')).toBe('15 June 2026 at 13:00 (Europe/London)')
    expect(names.get('appointment.when')).toContain('Monday 15 June 2026, 13:00 to 14:00')
  })
})
