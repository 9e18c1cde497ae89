import { describe, expect, it } from 'vitest'
import { countLine, countTests, type Report } from '../../../scripts/testing/report.ts'

const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((each) => ({ status: each })),
})

const report = (numPassedTests: number, numFailedTests: number, ...testResults: Report['testResults']): Report => ({
  numPassedTests,
  numFailedTests,
  testResults,
})

describe('counting tests', () => {
  it.each([
    ['all is well', report(3, 0, file('passed', 'passed', 'passed', 'passed')), 0, '3 passed, 0 failed'],
    ['one test fails', report(2, 1, file('failed', 'passed', 'passed', 'failed')), 1, '2 passed, 1 failed'],
    [
      'a file cannot be loaded',
      report(2, 0, file('passed', 'passed', 'passed'), file('failed')),
      1,
      '2 passed, 1 failed',
    ],
    ['something else fails', report(2, 0, file('passed', 'passed', 'passed')), 1, '2 passed, 1 failed'],
    ['there is no report', null, 1, '0 passed, 1 failed'],
    ['there is no report of a good run', null, 0, '0 passed, 1 failed'],
  ])('promises the right line when %s', (_, given, exitCode, line) => {
    expect(countLine(countTests(given, { exitCode }))).toBe(line)
  })
})
