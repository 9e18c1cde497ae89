import { describe, expect, it } from 'vitest'
import { toCsv, wantsCsv } from '../../../worker/http/csv.ts'

describe('CSV', () => {
  it.each([
    ['plain', 'plain'],
    ['with, comma', '"with, comma"'],
    ['a "quote"', '"a ""quote"""'],
    ['two\nlines', '"two\nlines"'],
    ['=1+1', "'=1+1"],
    ['+44 20 7946 0000', "'+44 20 7946 0000"],
    ['-1', "'-1"],
    ['@sum', "'@sum"],
    ['\tcell', "'\tcell"],
    ['\rcell', '"\'\rcell"'],
    ['=1,2', '"\'=1,2"'],
    [-12, '-12'],
    [true, 'true'],
    [null, ''],
    ['', ''],
  ])('promises that %j is written as %j', (cell, text) => {
    expect(toCsv(['Name'], [[cell]])).toBe(`Name\r\n${text}\r\n`)
  })

  it.each([
    [undefined, 'text/csv', true],
    [undefined, 'text/csv;q=0.9, */*;q=0.1', true],
    [undefined, 'application/json, text/csv', false],
    [undefined, '*/*', false],
    ['csv', 'application/json', true],
    ['json', 'text/csv', false],
  ])('promises with format %s and Accept %s: %s', (format, accept, wanted) => {
    expect(wantsCsv(new Request('https://baton.example.com/', { headers: { Accept: accept } }), format)).toBe(wanted)
  })
})
