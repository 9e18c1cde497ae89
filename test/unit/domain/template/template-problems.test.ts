import { describe, expect, it } from 'vitest'
import { houseNames, knownNames } from '../../../../worker/domain/template/known-names.ts'
import { templateProblems, unknownNames } from '../../../../worker/domain/template/template-problems.ts'
import { usualFields } from '../../../support/world.ts'

const known = knownNames('automation', usualFields)

const problemsOf = (text: string) => templateProblems({ subject: 'Hello', text, html: null }, known)

const refused: [title: string, text: string, code: string, at: number][] = [
  ['an unknown field', 'Hi {{nickname}}', 'UNKNOWN_FIELD', 4],
  ['a misspelt one', '{{firstname}}', 'UNKNOWN_FIELD', 1],
  ['an unknown field inside a section', '{{#firstName}}{{nickname}}{{/firstName}}', 'UNKNOWN_FIELD', 15],
  ['an unknown section', '{{#nickname}}x{{/nickname}}', 'UNKNOWN_FIELD', 1],
  ['an empty tag', 'Hi {{}}', 'UNKNOWN_FIELD', 4],
  ['the dot of mustache', 'Hi {{.}}', 'UNKNOWN_FIELD', 4],
  ['constructor', '{{constructor}}', 'UNKNOWN_FIELD', 1],
  ['__proto__', '{{__proto__}}', 'UNKNOWN_FIELD', 1],
  ['toString', '{{toString}}', 'UNKNOWN_FIELD', 1],
  ['a way into a value', '{{firstName.length}}', 'UNKNOWN_FIELD', 1],
  ['a way into the prototype', '{{lead.constructor}}', 'UNKNOWN_FIELD', 1],
  ['a tag that is not closed', 'Hi {{firstName', 'TAG_NOT_CLOSED', 4],
  ['a tag that is half closed', 'Hi {{firstName}', 'TAG_NOT_CLOSED', 4],
  ['a section that is not ended', 'Hi {{#company}} Ltd', 'TAG_NOT_CLOSED', 4],
  ['a section that is ended as another', '{{#firstName}}x{{/lastName}}', 'TAG_NOT_CLOSED', 1],
  ['an end without a beginning', 'Hi {{/firstName}}', 'TAG_NOT_CLOSED', 4],
  ['a partial', '{{>header}}', 'TAG_NOT_ALLOWED', 1],
  ['other delimiters', '{{=<% %>=}}<% firstName %>', 'TAG_NOT_ALLOWED', 1],
  ['three braces', 'Hi {{{firstName}}}', 'TAG_NOT_ALLOWED', 4],
  ['an ampersand', 'Hi {{&firstName}}', 'TAG_NOT_ALLOWED', 4],
  ['three braces inside a section', '{{#firstName}}{{{firstName}}}{{/firstName}}', 'TAG_NOT_ALLOWED', 15],
]

describe('saving a template promises to refuse', () => {
  it.each(refused)('%s', (_, text, code, at) => {
    const [first] = problemsOf(text)
    expect(first).toMatchObject({ pointer: '/text', code })
    expect(first!.message).toMatch(new RegExp(`^At character ${at}: `))
  })

  it('every flaw of every part at once', () => {
    const template = { subject: '{{a}}', text: '{{b}} {{c}}', html: '<p>{{{firstName}}}</p>' }
    expect(templateProblems(template, known).map(({ pointer, code }) => [pointer, code])).toEqual([
      ['/subject', 'UNKNOWN_FIELD'],
      ['/text', 'UNKNOWN_FIELD'],
      ['/text', 'UNKNOWN_FIELD'],
      ['/html', 'TAG_NOT_ALLOWED'],
    ])
  })

  it('no more than twenty flaws of one part', () => {
    expect(problemsOf('{{x}}'.repeat(1000))).toHaveLength(20)
  })
})

const accepted: [title: string, text: string][] = [
  ['text without a tag', 'Good news.'],
  ['a field', 'Hi {{firstName}}'],
  ['a field with spaces in its tag', 'Hi {{ firstName }}'],
  ['sections within sections', '{{#firstName}}{{^lastName}}?{{/lastName}}{{/firstName}}'],
  ['a remark', 'Hi{{! told by {{ nobody }}'],
  ['single braces', 'a { b } c'],
  ...houseNames.map((name): [string, string] => [`the house's ${name}`, `{{${name}}}`]),
]

describe('saving a template promises to accept', () => {
  it.each(accepted)('%s', (_, text) => {
    expect(problemsOf(text)).toEqual([])
  })
})

describe('the names that a template knows', () => {
  it('promise to be the house alone for a notice, which knows no person', () => {
    const template = { subject: 'x', text: '{{broker.name}} {{firstName}}', html: null }
    expect(unknownNames(template, knownNames('notice', usualFields))).toEqual(['firstName'])
  })

  it('promise to be told apart by lead type, each once', () => {
    const template = { subject: '{{town}}', text: '{{town}} {{firstName}}', html: '<b>{{roof}}</b>' }
    expect(unknownNames(template, known)).toEqual(['town', 'roof'])
  })
})
